import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyTree, leafPosition } from './key-tree.ts';
import { changesTo, fileWith, newRing, type RingBytes, readRing, treeOf } from './ring-file.ts';

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

function treeIn(...files: RingBytes[]): KeyTree {
  return treeOf(files.flatMap((file) => readRing(file) ?? []));
}

const places = Array.from({ length: 40 }, (_, index) => `person ${index}`);
const positions = places.map(leafPosition);
const keysOf = (tree: KeyTree) => positions.map((position) => tree.leaf(position)?.join() ?? null);

/** Some of the places. */
const some = fc.uniqueArray(fc.nat(places.length - 1), { maxLength: 12 });
const at = (indexes: readonly number[]) => indexes.map((index) => positions[index] as number);

describe('[E3] the tree of keys', () => {
  test('every place has a key of its own, which stays the same', () => {
    const file = newRing(randomBytes);
    const keys = keysOf(treeIn(file));
    expect(new Set(keys).size).toBe(places.length);
    expect(keys).not.toContain(null);
    expect(keysOf(treeIn(file))).toEqual(keys);
    expect(keysOf(treeIn(newRing(randomBytes)))).not.toEqual(keys);
  });

  test('what was taken out has no key any more, all others have theirs', () => {
    const tree = treeIn(newRing(randomBytes));
    const keys = keysOf(tree);
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), (rounds) => {
        const left = rounds.reduce((rest, round) => rest.without(at(round)), tree);
        const gone = new Set(rounds.flat());
        expect(keysOf(left)).toEqual(keys.map((key, index) => (gone.has(index) ? null : key)));
      }),
      { numRuns: 60 },
    );
  });

  test('no node that is left gives a key that was taken out, wherever its parts lie', () => {
    const left = treeIn(newRing(randomBytes)).without(at([3]));
    for (const node of left.nodes()) expect(new KeyTree([node]).leaf(positions[3] as number)).toBeNull();
  });
});

/** A file as it is after so many of the writes that a change needs. */
function cutOff(file: RingBytes, tree: KeyTree, writes: number): RingBytes {
  const { added, removed } = changesTo(file, tree);
  const done = [...added, ...removed].slice(0, writes);
  const end = done.reduce((last, write) => Math.max(last, write.at + write.bytes.length), file.length);
  const changed = new Uint8Array(end);
  changed.set(file);
  for (const write of done) changed.set(write.bytes, write.at);
  return changed;
}

const whole = Number.POSITIVE_INFINITY;

describe('[E3] the file of keys', () => {
  test('ended after any of its writes no key is lost, and it can be done again', () => {
    fc.assert(
      fc.property(some, some, fc.nat(900), fc.nat(900), (first, second, early, late) => {
        const file = newRing(randomBytes);
        const keys = keysOf(treeIn(file));
        const half = cutOff(file, treeIn(file).without(at(first)), early);
        const stillThere = keysOf(treeIn(half));
        for (const [index, key] of stillThere.entries())
          if (!first.includes(index)) expect(key).toBe(keys[index]);
        const again = cutOff(half, treeIn(half).without(at(second)), late);
        const gone = new Set([...first, ...second]);
        const end = cutOff(again, treeIn(again).without(at([...gone])), whole);
        expect(keysOf(treeIn(end))).toEqual(keys.map((key, index) => (gone.has(index) ? null : key)));
      }),
      { numRuns: 40 },
    );
  });

  test('nothing of a key that goes stays among its bytes', () => {
    const file = newRing(randomBytes);
    const [root] = treeIn(file).nodes();
    const bytesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const secret = bytesOf(new Uint8Array(root?.key.buffer ?? new ArrayBuffer()));
    expect(bytesOf(file)).toContain(secret);
    const changed = cutOff(file, treeIn(file).without(at([0])), whole);
    expect(bytesOf(changed)).not.toContain(secret);
    // The slot is used again.
    const longer = cutOff(changed, treeIn(changed).without(at([1])), whole);
    expect(longer.length).toBeLessThan(changed.length * 2);
  });

  test('a slot that was cut off counts for nothing; a file that is none of ours for none', () => {
    const file = newRing(randomBytes);
    const tree = treeIn(file).without(at([0, 1]));
    const content = fileWith(readRing(file)?.id ?? '', tree);
    const cut = readRing(content.slice(0, content.length - 5));
    expect(cut?.nodes).toHaveLength(tree.nodes().length - 1);
    expect(readRing(new Uint8Array(400))).toBeNull();
  });

  test('with two copies a key is gone only when it is gone from both', () => {
    const one = newRing(randomBytes);
    const [key] = keysOf(treeIn(one));
    const other = cutOff(one, treeIn(one).without(at([0])), whole);
    expect(keysOf(treeIn(one, other))[0]).toBe(key);
    const both = cutOff(one, treeIn(one, other).without(at([0])), whole);
    expect(keysOf(treeIn(both, other))[0]).toBeNull();
  });
});
