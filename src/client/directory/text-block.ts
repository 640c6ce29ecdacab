/**
 * Texts of some hundreds or thousands of records as one string, record after record. One pass of `indexOf` over it finds a word
 * in all of them, which no index of words can do for a word's inside, and there is nothing to build.
 */
import { allOccur, type SearchWord } from './search-words.ts';

export interface TextBlock {
  readonly text: string;
  /** Where each record ends; it begins where the one before ends. */
  readonly ends: Uint32Array;
}

export const emptyTextBlock: TextBlock = { text: '', ends: new Uint32Array(0) };

/** Records as a block; each keeps its end mark, so that no word is found across two of them. */
export function textBlockOf(records: readonly string[]): TextBlock {
  const ends = new Uint32Array(records.length);
  let end = 0;
  for (const [index, record] of records.entries()) {
    end += record.length + 1;
    ends[index] = end;
  }
  return { text: records.map((record) => `${record}\n`).join(''), ends };
}

/** The text of one record. */
export function recordText(block: TextBlock, index: number): string {
  const start = index === 0 ? 0 : (block.ends[index - 1] as number);
  return block.text.slice(start, (block.ends[index] as number) - 1);
}

/** The block with some records replaced; indexes behind its end make it longer. */
export function withRecords(block: TextBlock, changed: ReadonlyMap<number, string>): TextBlock {
  const size = Math.max(block.ends.length, ...[...changed.keys()].map((index) => index + 1));
  const records: string[] = [];
  for (let index = 0; index < size; index += 1) {
    records.push(changed.get(index) ?? (index < block.ends.length ? recordText(block, index) : ''));
  }
  return textBlockOf(records);
}

/** Sets `hits[first + index]` for every record in which all words occur. */
export function markRecords(
  block: TextBlock,
  words: readonly SearchWord[],
  hits: Uint8Array,
  first: number,
): void {
  const [rarest, ...others] = words;
  for (const form of rarest ?? []) {
    let index = 0;
    for (let at = block.text.indexOf(form); at !== -1; at = block.text.indexOf(form, block.ends[index])) {
      index = recordAt(block.ends, at, index);
      if (others.length === 0 || allOccur(others, recordText(block, index))) hits[first + index] = 1;
    }
  }
}

/** The record that holds a position, searched for from a record known to lie before it. */
function recordAt(ends: Uint32Array, position: number, from: number): number {
  // Hits lie close together or far apart: strides that double find the neighbourhood, halving finds the record.
  let low = from;
  let stride = 1;
  while (low + stride < ends.length && (ends[low + stride - 1] as number) <= position) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(ends.length - 1, low + stride);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
