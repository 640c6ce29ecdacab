/** The command: runs seeds, counts faults and checks, and says with which seed a rule was broken. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { standInForBrowser } from './browser.ts';
import { takeOverDisks } from './disk.ts';
import { plants } from './plants.ts';
import { Run, type RunReport } from './run.ts';
import { shrink } from './shrink.ts';
import { type Sums, Tally } from './tally.ts';
import { makeTemplate, type Template } from './template.ts';
import { takeOverTime } from './world.ts';

const help = `
npm run simulate -- --seeds N [--from S] [--seconds T] [--tally FILE]
npm run simulate -- --seed S,S [--deeds N] [--without KIND,KIND] [--shrink] [--trace]
npm run simulate -- --plant NAME --seeds N
npm run simulate -- --add-up FILE

Runs devices and a server through everything that can go wrong, checks that nothing saved is lost or doubled, and ends
with exit code 1 and the seed where a rule is broken. One seed always gives the same run. With --seconds it begins no
further seed after that time; with --shrink a failing run is made smaller; with --tally it adds its sums to a file, and --add-up prints the sums of such a file.
With a planted fault it ends at the first seed that catches it.

planted faults: ${Object.keys(plants).join(', ')}
`;

const linesShown = 40;
const seedsPerLine = 10;

const optionsKnown = {
  seeds: { type: 'string', default: '100' },
  from: { type: 'string', default: '1' },
  seconds: { type: 'string', default: 'Infinity' },
  tally: { type: 'string' },
  'add-up': { type: 'string' },
  seed: { type: 'string' },
  deeds: { type: 'string' },
  without: { type: 'string', default: '' },
  plant: { type: 'string' },
  shrink: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof optionsKnown }>>['values'];

export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: optionsKnown });
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values['add-up'] !== undefined) return addUp(values['add-up']);
  const template = await makeTemplate();
  takeOverTime();
  takeOverDisks();
  standInForBrowser();
  try {
    return await runSeeds(values, template);
  } finally {
    template.remove();
  }
}

function seedsOf({ seed, seeds, from }: Options): number[] {
  if (seed !== undefined) return seed.split(',').map(Number);
  return Array.from({ length: Number(seeds) }, (_, index) => Number(from) + index);
}

async function runSeeds(values: Options, template: Template): Promise<number> {
  const deeds = values.deeds === undefined ? null : Number(values.deeds);
  const without = new Set(values.without.split(',').filter((kind) => kind !== ''));
  const tally = new Tally();
  for (const seed of seedsOf(values)) {
    if (tally.seconds > Number(values.seconds)) break;
    const wishes = { seed, deeds, without };
    const report = await new Run(wishes, template).play();
    tally.add(report);
    if (report.violation && values.shrink) {
      const smallest = await shrink(wishes, report, template);
      console.log(
        `seed ${seed} needs ${smallest.report.deeds} deeds, --without ${[...smallest.wishes.without].join()}`,
      );
      tell(seed, smallest.report, values);
      continue;
    }
    if (report.violation) tell(seed, report, values);
    else if (values.trace) console.log(report.trace.join('\n'));
    if (report.violation && values.plant !== undefined) {
      console.log(`the planted fault ${values.plant} was caught by seed ${seed}`);
      return 0;
    }
    if (values.tally !== undefined && tally.sums.seeds >= seedsPerLine) tally.handOver(values.tally);
  }
  if (values.tally !== undefined) tally.handOver(values.tally);
  else tally.print();
  if (values.plant !== undefined) {
    console.log(`the planted fault ${values.plant} was not caught`);
    return 1;
  }
  return tally.failedInAll === 0 ? 0 : 1;
}

function tell(seed: number, { violation, trace }: RunReport, { trace: isWhole, plant }: Options): void {
  console.log(`\nseed ${seed}: [${violation?.invariant}] ${violation?.message}`);
  if (plant === undefined) console.log(trace.slice(isWhole ? 0 : -linesShown).join('\n'));
}

function addUp(file: string): number {
  const tally = new Tally();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) tally.join(JSON.parse(line) as Sums);
  tally.print();
  return tally.failedInAll === 0 ? 0 : 1;
}
