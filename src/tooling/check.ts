import { answerHelp } from './help.ts';
import { runSteps } from './run-steps.ts';

answerHelp(`
npm run check

The fast part of the tests: types, form and the unit tests that need no browser.
`);

const { failed } = await runSteps([
  { name: 'types', command: 'npm run -s types' },
  { name: 'form', command: 'npm run -s lint' },
  { name: 'unit', command: 'vitest run --project unit --project device' },
]);
process.exitCode = failed === 0 ? 0 : 1;
