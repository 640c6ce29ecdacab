/** Plays many random sequences and adds up what happened in them. */
import fc from 'fast-check';
import { type Script, Sequence } from './play.ts';
import { scripts } from './scripts.ts';
import { Violation } from './violation.ts';

export interface Sums {
  sequences: number;
  changes: number;
  merges: number;
  unmerges: number;
  unmergesAfterSales: number;
  unmergesAfterEdits: number;
  unmergesAfterMerges: number;
  refused: number;
  erased: number;
  undoneImports: number;
  links: number;
}

export interface Failure {
  /** Null where the program, or a planted text, does not run. */
  readonly rule: string | null;
  /** What is wrong, with the smallest sequence that shows it. */
  readonly text: string;
}

/** @param isShrunk whether the smallest sequence is looked for that breaks the rule */
export async function playMany(
  runs: number,
  seed: number,
  isShrunk = true,
): Promise<{ failure: Failure | null; sums: Sums }> {
  const sums: Sums = {
    sequences: 0,
    changes: 0,
    merges: 0,
    unmerges: 0,
    unmergesAfterSales: 0,
    unmergesAfterEdits: 0,
    unmergesAfterMerges: 0,
    refused: 0,
    erased: 0,
    undoneImports: 0,
    links: 0,
  };
  const property = fc.asyncProperty(scripts, async (script) => {
    const sequence = new Sequence(script);
    await sequence.play(script);
    addTo(sums, sequence);
  });
  const checked = await fc.check(property, { numRuns: runs, seed, endOnFailure: !isShrunk });
  return { failure: checked.failed ? failureOf(checked) : null, sums };
}

function failureOf({
  counterexample,
  errorInstance,
  seed,
  counterexamplePath,
}: fc.RunDetails<[Script]>): Failure {
  const reason = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  return {
    rule: errorInstance instanceof Violation ? errorInstance.rule : null,
    text: `${reason}\nseed ${seed}, path ${counterexamplePath}\n${JSON.stringify(counterexample)}`,
  };
}

function addTo(sums: Sums, { logged, witness, server: { store } }: Sequence): void {
  sums.sequences += 1;
  sums.changes += logged;
  sums.merges += witness.merges;
  sums.unmerges += witness.unmerges;
  sums.unmergesAfterSales += witness.unmergesAfter.sales;
  sums.unmergesAfterEdits += witness.unmergesAfter.edits;
  sums.unmergesAfterMerges += witness.unmergesAfter.merges;
  sums.refused += store.all('attention').length;
  sums.erased += store.all('erasure').length;
  sums.undoneImports += store.all('importRun').filter(({ undoneAt }) => undoneAt !== undefined).length;
  sums.links += store.all('saleLink').length;
}
