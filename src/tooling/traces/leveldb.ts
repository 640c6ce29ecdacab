/**
 * The files of LevelDB, in which Chromium keeps IndexedDB and more, read without the library: it would tidy up while it opens them, and
 * show only what holds. Here everything that lies in a file counts, deleted and overwritten too.
 */
import { unpackSnappy } from './snappy.ts';
import { readVarint } from './varint.ts';

const logBlock = 32_768;
const logHead = 7;
/** A record lies in one block (full), or begins, goes on and ends in several. */
const recordKinds = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** The records of a write-ahead log or a manifest, put together from their fragments; what is broken is passed over. */
export function* logRecords(file: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let parts: Uint8Array[] = [];
  for (let block = 0; block < file.length; block += logBlock) {
    const end = Math.min(block + logBlock, file.length);
    for (let at = block; at + logHead <= end; ) {
      const length = view.getUint16(at + 4, true);
      const kind = view.getUint8(at + 6);
      const from = at + logHead;
      if (kind < recordKinds.full || kind > recordKinds.last || from + length > end) break;
      if (kind === recordKinds.full || kind === recordKinds.first) parts = [];
      parts.push(file.subarray(from, from + length));
      if (kind === recordKinds.full || kind === recordKinds.last) {
        yield Buffer.concat(parts);
        parts = [];
      }
      at = from + length;
    }
  }
}

const footerLength = 48;
const magic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
/** Behind each block: how it is packed, and a checksum. */
const packedBySnappy = 1;

/** The keys and values of a table; null where the file is none. */
export function tableEntries(file: Uint8Array): Generator<Uint8Array> | null {
  const footer = file.subarray(-footerLength);
  if (file.length < footerLength || magic.some((byte, index) => footer[footerLength - 8 + index] !== byte))
    return null;
  return entriesOfTable(file, footer);
}

function* entriesOfTable(file: Uint8Array, footer: Uint8Array): Generator<Uint8Array> {
  const meta = handleAt(footer, 0);
  const index = meta && handleAt(footer, meta.next);
  if (!meta || !index) return;
  // The keys of the index bound those of the blocks and may hold a part of one that is gone from them.
  for (const handles of [meta, index]) {
    for (const { key, value } of blockEntries(blockAt(file, handles))) {
      yield key;
      const handle = handleAt(value, 0);
      if (!handle) continue;
      const block = blockAt(file, handle);
      // A filter of keys is a block of another form: it is told as it is.
      if (handles === meta) yield block;
      else for (const entry of blockEntries(block)) yield* [entry.key, entry.value];
    }
  }
}

interface Handle {
  readonly offset: number;
  readonly size: number;
  readonly next: number;
}

function handleAt(bytes: Uint8Array, at: number): Handle | null {
  const offset = readVarint(bytes, at);
  const size = offset && readVarint(bytes, offset.next);
  return size && { offset: offset.value, size: size.value, next: size.next };
}

function blockAt(file: Uint8Array, { offset, size }: Handle): Uint8Array {
  const block = file.subarray(offset, offset + size);
  return file[offset + size] === packedBySnappy ? (unpackSnappy(block) ?? block) : block;
}

function* blockEntries(block: Uint8Array): Generator<{ key: Uint8Array; value: Uint8Array }> {
  if (block.length < 4) return;
  const restarts = new DataView(block.buffer, block.byteOffset).getUint32(block.length - 4, true);
  const end = block.length - 4 * (restarts + 1);
  let last = new Uint8Array();
  for (let at = 0; at < end; ) {
    const shared = readVarint(block, at);
    const unshared = shared && readVarint(block, shared.next);
    const length = unshared && readVarint(block, unshared.next);
    if (!length) return;
    const value = length.next + unshared.value;
    // A key repeats only what differs from the one before it.
    last = new Uint8Array([...last.subarray(0, shared.value), ...block.subarray(length.next, value)]);
    yield { key: last, value: block.subarray(value, value + length.value) };
    at = value + length.value;
  }
}
