import { describe, expect, it } from 'vitest';
import { plantedFile } from '../generator/planted-duplicates.ts';
import { Random } from '../generator/random.ts';
import { syllableName } from '../testing/syllable-names.ts';
import { DuplicateIndex, type Pair } from './duplicate-index.ts';
import { likelyFrom } from './likeness.ts';
import { type Traits, traitsOf, traitsOfFields } from './traits.ts';

function indexOf(traits: readonly (Traits | undefined)[]): DuplicateIndex {
  const index = new DuplicateIndex((place) => traits[place]);
  for (const _ of index.read(traits.length));
  return index;
}

function pairsOf(index: DuplicateIndex): Pair[] {
  return [...index.pairs(likelyFrom)].flatMap((pair) => (typeof pair === 'number' ? [] : pair));
}

const mixes = { 'names from everywhere': undefined, 'names of one country': syllableName };

function measure(seed: number, customers: number, nameOf: typeof syllableName | undefined) {
  const file = plantedFile({
    customers,
    duplicates: customers / 20,
    random: new Random(seed),
    ...(nameOf && { nameOf }),
  });
  const idOf = (place: number) => file.customers[place]?.id ?? '';
  const planted = new Set(file.planted.map((pair) => [...pair].sort().join()));
  const found = pairsOf(indexOf(file.customers.map(traitsOfFields)));
  const right = found.filter(({ a, b }) => planted.has([idOf(a), idOf(b)].sort().join())).length;
  return { precision: right / found.length, recall: right / planted.size };
}

describe('[REQ-M5] duplicates planted among households, firms and namesakes', () => {
  it.each(Object.entries(mixes))(
    'are found among ten thousand: %s',
    (mix, nameOf) => {
      const { precision, recall } = measure(20_261_121, 10_000, nameOf);
      console.info(`duplicates, ${mix}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
      expect(precision).toBeGreaterThanOrEqual(0.95);
      expect(recall).toBeGreaterThanOrEqual(0.95);
    },
    120_000,
  );
});

describe('an index of duplicates', () => {
  const phone = '+447911334455';
  const amina = traitsOf(['Amina Otieno'], [phone], []);
  const again = traitsOf(['Otieno, Amina'], ['07911 334455'], []);
  const other = traitsOf(['Siân Llewellyn'], [], []);

  it('finds whoever is like somebody just typed in', () => {
    const index = indexOf([other, amina]);
    expect(index.twinsOf(again, likelyFrom)).toMatchObject([
      { place: 1, likeness: { score: expect.any(Number) } },
    ]);
    expect(index.twinsOf(traitsOf(['Nobody Known'], ['+15550100'], []), likelyFrom)).toEqual([]);
  });

  it('follows changes as if it had been read anew', () => {
    const people: (Traits | undefined)[] = [other, amina, undefined, again];
    const index = indexOf(people);
    const set = (place: number, traits: Traits | undefined) => {
      const before = people[place];
      people[place] = traits;
      index.change(place, before, traits);
    };
    set(3, undefined);
    expect(index.twinsOf(amina, likelyFrom).map(({ place }) => place)).toEqual([1]);
    set(2, again);
    set(0, traitsOf(['Amina Otieno'], [], ['amina@example.com']));
    expect(index.twinsOf(amina, likelyFrom)).toEqual(indexOf(people).twinsOf(amina, likelyFrom));
    expect(index.customers).toBe(3);
  });

  it('pairs nobody with themselves, and each two once', () => {
    expect(pairsOf(indexOf([amina, other, again])).map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  });
});
