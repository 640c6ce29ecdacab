import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intentsToTakeBack } from './rebase.ts';

const intent = (mutationId: string, written: readonly string[], read: readonly string[] = []) => ({
  mutationId,
  written,
  touched: [...written, ...read],
});

const idsOf = (intents: readonly { mutationId: string }[]) => intents.map(({ mutationId }) => mutationId);

test('[F3] of many pending intents those run again that have to do with what comes in, in their order', () => {
  const pending = [
    intent('names anna', ['customer anna']),
    intent('names ben', ['customer ben'], ['setting shop']),
    intent('notes on anna', ['note 1', 'note of anna'], ['customer anna']),
    intent('reads the notes on anna', ['note 2'], ['note of anna']),
    intent('names cleo', ['customer cleo'], ['setting shop']),
  ];
  const back = intentsToTakeBack(pending, new Set(), new Set(['customer anna']));
  expect(idsOf(back)).toEqual(['names anna', 'notes on anna', 'reads the notes on anna']);
  expect(idsOf(intentsToTakeBack(pending, new Set(['names cleo']), new Set()))).toEqual(['names cleo']);
  expect(intentsToTakeBack(pending, new Set(), new Set(['customer dora']))).toEqual([]);
});

/** Intents that write down what they read into rows, as a sum: the plainest thing whose result depends on order. */
interface Summing {
  readonly mutationId: string;
  readonly written: readonly string[];
  readonly touched: readonly string[];
}

function run(rows: Map<string, string>, { mutationId, written, touched }: Summing): void {
  const seen = touched.map((key) => rows.get(key) ?? '').join();
  for (const key of written) rows.set(key, `${mutationId}(${seen})`);
}

test('[F3] leaving the others as they are ends as running all of them again', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const keys = fc.uniqueArray(key, { maxLength: 2 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ written: keys, read: keys }), { maxLength: 7 }),
      keys,
      keys,
      (made, endedAt, met) => {
        const pending = made.map(({ written, read }, index) => intent(String(index), written, read));
        const ended = new Set(endedAt.map((text) => String(text.charCodeAt(0) - 97)));
        const isLeft = ({ mutationId }: Summing) => !ended.has(mutationId);

        const now = new Map<string, string>();
        for (const each of pending) run(now, each);
        const incoming = new Map(met.map((each) => [each, `new ${each}`]));

        const all = new Map(incoming);
        for (const each of pending.filter(isLeft)) run(all, each);

        const back = intentsToTakeBack(pending, ended, new Set(met));
        const some = new Map(now);
        for (const { written } of back) for (const each of written) some.delete(each);
        for (const [each, value] of incoming) some.set(each, value);
        for (const each of back.filter(isLeft)) run(some, each);
        expect(some).toEqual(all);
      },
    ),
    { numRuns: 2000 },
  );
});
