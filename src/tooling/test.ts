import { mkdir, readFile, rm } from 'node:fs/promises';
import { ensureBrowser } from './find-browser.ts';
import { answerHelp } from './help.ts';
import { startPostgres } from './postgres-launcher.ts';
import { type Counts, runSteps } from './run-steps.ts';

answerHelp(`
npm test

Runs all tests, one kind after another: types, form, unused code, catalogues of texts, unit tests on both
databases and in the browser, 2,000 simulated bad days, the build, and journeys through the whole app in
the browser. Ends with "N passed, N failed", and with exit code 1 if anything failed.

CHROMIUM_PATH      the browser, if it is in no usual place
TEST_DATABASE_URL  a PostgreSQL to use instead of a temporary one; the tests create databases in it
`);

const unitReport = '.cache/unit.json';
const journeyReport = '.cache/journeys.json';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    await ensureBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  const own = process.env.TEST_DATABASE_URL ? undefined : await startPostgres();
  try {
    if (own) process.env.TEST_DATABASE_URL = own.url;
    const { passed, failed } = await runAll();
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await own?.stop();
  }
}

async function runAll(): Promise<Counts> {
  await rm('.cache', { recursive: true, force: true });
  await mkdir('.cache');
  return runSteps([
    { name: 'types', command: 'npm run -s types' },
    { name: 'form', command: 'npm run -s lint' },
    { name: 'unused code', command: 'knip' },
    { name: 'texts', command: 'lingui check sync --clean' },
    {
      name: 'unit',
      command: `vitest run --reporter=default --reporter=json --outputFile.json=${unitReport}`,
      counts: countUnits,
    },
    { name: 'simulation', command: 'node src/simulation/main.ts --seeds 2000 --seconds 300' },
    { name: 'build', command: 'node src/tooling/build-app.ts' },
    { name: 'journeys', command: 'playwright test --grep-invert @alone', counts: countJourneys },
    { name: 'journeys, alone', command: 'playwright test --grep @alone', counts: countJourneys },
  ]);
}

async function countUnits(): Promise<Counts> {
  const report = await readReport(unitReport);
  return { passed: numberIn(report, 'numPassedTests'), failed: numberIn(report, 'numFailedTests') };
}

async function countJourneys(): Promise<Counts> {
  const { stats } = await readReport(journeyReport);
  const passed = numberIn(stats, 'expected') + numberIn(stats, 'flaky');
  return { passed, failed: numberIn(stats, 'unexpected') };
}

/** The report a test runner wrote; empty if it ended before writing one, which its exit code tells. */
async function readReport(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return {};
  }
}

function numberIn(report: unknown, field: string): number {
  const fields = new Map<string, unknown>(Object.entries(report ?? {}));
  return Number(fields.get(field) ?? 0);
}
