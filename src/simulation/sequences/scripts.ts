/** Random sequences. Some are left to chance altogether; in others a merge is taken back after more was done to those merged. */
import fc from 'fast-check';
import type { Move, Script } from './play.ts';

const kinds: readonly (readonly [Move['what'], number])[] = [
  ['merge', 6],
  ['unmerge', 4],
  ['sell', 5],
  ['sellToGuest', 2],
  ['giveBack', 3],
  ['link', 4],
  ['detach', 1],
  ['takeBack', 2],
  ['edit', 5],
  ['writeNote', 3],
  ['dropNote', 1],
  ['writeAddress', 1],
  ['askConsent', 1],
  ['create', 1],
  ['importList', 2],
  ['undo', 2],
  ['erase', 1],
  ['push', 5],
  ['pull', 5],
  ['sync', 4],
];

const anyOf = (among: readonly Move['what'][]): fc.Arbitrary<Move> =>
  fc.record({
    what: fc.constantFrom(...among),
    device: fc.nat(3),
    a: fc.nat(11),
    b: fc.nat(11),
    n: fc.nat(11),
  });

const anyMove = anyOf(kinds.flatMap(([what, weight]) => Array.from({ length: weight }, () => what)));

/** A merge, what is done to anybody meanwhile here and elsewhere, another merge, and the first taken back. */
const mergeTakenBack: fc.Arbitrary<Move[]> = fc
  .tuple(
    anyOf(['merge']),
    fc.array(anyOf(['sell', 'giveBack', 'edit', 'writeNote', 'link', 'sync']), {
      minLength: 2,
      maxLength: 6,
      size: 'max',
    }),
    anyOf(['merge']),
    fc.array(anyMove, { maxLength: 4, size: 'max' }),
    anyOf(['unmerge']),
  )
  .map(([merge, since, second, more, unmerge]) => [merge, ...since, second, ...more, unmerge]);

/** Sales that change hands on several devices, which have seen some of it. */
const handsChanged: fc.Arbitrary<Move[]> = fc
  .tuple(
    anyOf(['sell', 'sellToGuest']),
    anyOf(['sync', 'giveBack']),
    fc.array(anyOf(['link', 'detach', 'takeBack', 'merge', 'sync', 'pull']), {
      minLength: 2,
      maxLength: 7,
      size: 'max',
    }),
  )
  .map(([sold, then, hands]) => [sold, then, ...hands]);

/** A list of customers that is taken back. */
const listTakenBack: fc.Arbitrary<Move[]> = fc
  .tuple(
    anyOf(['importList']),
    fc.array(anyOf(['merge', 'unmerge', 'edit', 'importList', 'sync']), { maxLength: 3 }),
    anyOf(['undo']),
  )
  .map(([list, since, undo]) => [list, ...since, undo]);

const anything = fc.array(anyMove, { maxLength: 14, size: 'max' });

const moves: fc.Arbitrary<Move[]> = fc
  .tuple(
    anything,
    fc.oneof(
      { weight: 4, arbitrary: mergeTakenBack },
      { weight: 2, arbitrary: handsChanged },
      { weight: 2, arbitrary: listTakenBack },
      { weight: 1, arbitrary: anything },
    ),
    anything,
  )
  .map((parts) => parts.flat());

export const scripts: fc.Arbitrary<Script> = fc.record({
  clocks: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 4 }),
  moves,
});
