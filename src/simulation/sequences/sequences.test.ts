import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type SequencePlant, sequencePlants } from './plants.ts';
import { playMany } from './play-many.ts';

const patience = { timeout: 600_000 };
const runs = Number(process.env.SEQUENCES ?? 1000);

test(
  `[M1] [M3] [M4] [L4] [L5] [I1] [E1] [E2] ${runs} random sequences of merging, linking, selling, editing, importing and erasing`,
  patience,
  async () => {
    const { failure, sums } = await playMany(runs, 20261121);
    expect(failure).toBeNull();
    expect(sums.sequences).toBe(runs);
    const { unmergesAfterSales, unmergesAfterEdits, unmergesAfterMerges, undoneImports, erased, links } =
      sums;
    for (const often of [
      unmergesAfterSales,
      unmergesAfterEdits,
      unmergesAfterMerges,
      undoneImports,
      erased,
      links,
    ])
      expect(often).toBeGreaterThan(runs / 25);
  },
);

/** By which rule each is caught. */
const caughtBy = {
  'merge-forgets-sales': 'M4',
  'merge-makes-rings': 'M1',
  'unmerge-drops-notes': 'M3',
  'unmerge-cuts-above': 'M3',
  'links-reversed': 'M4',
  'figures-stay': 'L4',
  'erase-leaves-addresses': 'E1',
  'erased-comes-back': 'E1',
  'undo-looks-at-roots': 'I1',
  'waiting-stays': 'C',
} as const satisfies Record<SequencePlant, string>;

test.each(Object.keys(sequencePlants) as SequencePlant[])(
  '[M3] random sequences catch the planted fault %s',
  patience,
  async (plant) => {
    const main = join(import.meta.dirname, 'main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      main,
      '--plant',
      plant,
      '--runs',
      '2000',
    ]);
    expect(stdout).toContain(`${plant} was caught by ${caughtBy[plant]}`);
  },
);
