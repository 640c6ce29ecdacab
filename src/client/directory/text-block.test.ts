import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOccur, searchWords } from './search-words.ts';
import { markRecords, recordText, textBlockOf, withRecords } from './text-block.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '2', '-', ' '), maxLength: 8 });
const records = fc.array(word, { maxLength: 40 });

function found(texts: readonly string[], query: string): number[] {
  const hits = new Uint8Array(texts.length + 1);
  markRecords(textBlockOf(texts), searchWords(query), hits, 1);
  return texts.flatMap((_, index) => (hits[index + 1] === 1 ? [index] : []));
}

describe('text block', () => {
  it('[L6] finds the same records as looking at each of them', () => {
    fc.assert(
      fc.property(records, word, (texts, query) => {
        const words = searchWords(query);
        const naive = texts.flatMap((text, index) =>
          words.length > 0 && allOccur(words, text) ? [index] : [],
        );
        expect(found(texts, query)).toEqual(naive);
      }),
    );
  });

  it('finds no word across two records', () => {
    expect(found(['ab', 'cd'], 'bc')).toEqual([]);
  });

  it('gives every record back, and keeps the others when some are replaced', () => {
    fc.assert(
      fc.property(records, fc.array(fc.tuple(fc.nat(45), word)), (texts, changes) => {
        const changed = new Map(changes);
        const block = withRecords(textBlockOf(texts), changed);
        const size = Math.max(texts.length, ...[...changed.keys()].map((index) => index + 1));
        expect(block.ends.length).toBe(size);
        for (let index = 0; index < size; index += 1) {
          expect(recordText(block, index)).toBe(changed.get(index) ?? texts[index] ?? '');
        }
      }),
    );
  });
});

describe('search words', () => {
  it('folds case and accents and takes each word once', () => {
    expect(searchWords('  Zoë zoe  ŁUKASZ ')).toEqual([['lukasz'], ['zoe']]);
  });

  it('[REQ-C3] takes a part of a phone number by its digits too', () => {
    expect(searchWords('(020)7946-09')).toEqual([['(020)7946-09', '020794609']]);
    expect(searchWords('85123a')).toEqual([['85123a']]);
  });

  it('is empty for blanks', () => {
    expect(searchWords('   ')).toEqual([]);
  });
});
