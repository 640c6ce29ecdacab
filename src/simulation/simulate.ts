/** The command: runs seeds, counts faults and checks, and says with which seed a rule was broken. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { plants } from './plants.ts';
import type { PlayWishes } from './player.ts';
import { playAll } from './players.ts';
import type { RunReport } from './run.ts';
import { type Sums, Tally } from './tally.ts';

const help = `
npm run simulate -- --seeds N [--from S] [--seconds T] [--jobs N] [--tally FILE]
npm run simulate -- --seed S,S [--deeds N] [--without KIND,KIND] [--shrink] [--trace]
npm run simulate -- --plant NAME --seeds N
npm run simulate -- --add-up FILE

Runs devices and a server through everything that can go wrong, checks that nothing saved is lost or doubled, and ends
with exit code 1 and the seed where a rule is broken. One seed always gives the same run. Seeds are played side by side in as
many processes as there are processors (--jobs), and told in their order. With --seconds it begins no further seed after that
time and says how many were played; with --shrink a failing run is made smaller; with --tally it adds its sums to a file, and
--add-up prints the sums of such a file. With a planted fault it ends at the first seed that catches it.

planted faults: ${Object.keys(plants).join(', ')}
`;

const linesShown = 40;
const seedsPerLine = 10;

const optionsKnown = {
  seeds: { type: 'string', default: '100' },
  from: { type: 'string', default: '1' },
  seconds: { type: 'string', default: 'Infinity' },
  jobs: { type: 'string', default: String(availableParallelism()) },
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
  return runSeeds(values);
}

function seedsOf({ seed, seeds, from }: Options): number[] {
  if (seed !== undefined) return seed.split(',').map(Number);
  return Array.from({ length: Number(seeds) }, (_, index) => Number(from) + index);
}

function wishesOf(options: Options): PlayWishes[] {
  const shared = {
    deeds: options.deeds === undefined ? null : Number(options.deeds),
    without: options.without.split(',').filter((kind) => kind !== ''),
    shrinks: options.shrink,
    traces: options.trace,
  };
  return seedsOf(options).map((seed) => ({ seed, ...shared }));
}

async function runSeeds(options: Options): Promise<number> {
  const tally = new Tally();
  const wished = wishesOf(options);
  const jobs = Math.min(Number(options.jobs), wished.length);
  const mayBegin = () => tally.seconds <= Number(options.seconds);
  for await (const { wishes, played } of playAll(wished, jobs, options.plant, mayBegin)) {
    const { seed } = wishes;
    const { report, smallest } = played;
    tally.add(report);
    if (smallest)
      console.log(`seed ${seed} needs ${report.deeds} deeds, --without ${smallest.without.join()}`);
    if (report.violation) tell(seed, report, options);
    else if (options.trace) console.log(report.trace.join('\n'));
    // A planted text that does not run proves nothing.
    const isCaught = report.violation && report.violation.invariant !== 'error';
    if (isCaught && options.plant !== undefined) {
      console.log(`the planted fault ${options.plant} was caught by seed ${seed}`);
      return 0;
    }
    if (options.tally !== undefined && tally.sums.seeds >= seedsPerLine) tally.handOver(options.tally);
  }
  if (options.tally !== undefined) tally.handOver(options.tally);
  else tally.print();
  if (tally.seedsInAll < wished.length)
    console.log(
      `stopped after ${options.seconds} s: ${tally.seedsInAll} of ${wished.length} seeds were played`,
    );
  if (options.plant !== undefined) {
    console.log(`the planted fault ${options.plant} was not caught`);
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
