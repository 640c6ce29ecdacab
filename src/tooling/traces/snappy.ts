/** Snappy's raw format: what LevelDB packs its blocks with, and Chromium the values of IndexedDB. */
import { readVarint } from './varint.ts';

/** Longer than any block or value that is worth unpacking; what claims more is something else. */
const longest = 256 * 1024 * 1024;

/**
 * What some packed bytes hold; null where they are not in this format. What lies behind their end is passed over, since a value inside
 * a file does not say where it ends.
 *
 * @example unpackSnappy(Uint8Array.of(3, 0, 0x61, 5, 1))  // 'aaa': one byte as it is, then two copied from one before
 */
export function unpackSnappy(packed: Uint8Array): Uint8Array | null {
  const head = readVarint(packed, 0);
  if (!head || head.value > longest) return null;
  const out = new Uint8Array(head.value);
  let at = head.next;
  let filled = 0;
  while (filled < out.length) {
    const element = elementAt(packed, at);
    if (!element || filled + element.length > out.length) return null;
    const { length, offset, next } = element;
    if (offset === null) {
      if (next + length > packed.length) return null;
      out.set(packed.subarray(next, next + length), filled);
    } else {
      if (offset === 0 || offset > filled) return null;
      // Byte by byte: a copy may run into what it is writing.
      for (let step = 0; step < length; step += 1) out[filled + step] = out[filled + step - offset] as number;
    }
    at = offset === null ? next + length : next;
    filled += length;
  }
  return out;
}

interface Element {
  readonly length: number;
  /** How far back it is copied from; null: it follows as it is. */
  readonly offset: number | null;
  /** Where what follows its head begins. */
  readonly next: number;
}

function elementAt(packed: Uint8Array, at: number): Element | null {
  const tag = packed[at];
  if (tag === undefined) return null;
  const number = (from: number, bytes: number): number | null => {
    if (from + bytes > packed.length) return null;
    let value = 0;
    for (let index = bytes - 1; index >= 0; index -= 1)
      value = value * 256 + (packed[from + index] as number);
    return value;
  };
  const upper = tag >> 2;
  const kind = tag & 3;
  if (kind === 0) {
    if (upper < 60) return { length: upper + 1, offset: null, next: at + 1 };
    const length = number(at + 1, upper - 59);
    return length === null ? null : { length: length + 1, offset: null, next: at + 1 + upper - 59 };
  }
  if (kind === 1) {
    const low = number(at + 1, 1);
    return low === null ? null : { length: (upper & 7) + 4, offset: ((tag >> 5) << 8) | low, next: at + 2 };
  }
  const size = kind === 2 ? 2 : 4;
  const offset = number(at + 1, size);
  return offset === null ? null : { length: upper + 1, offset, next: at + 1 + size };
}
