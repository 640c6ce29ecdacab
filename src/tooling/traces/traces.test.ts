import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logRecords, tableEntries } from './leveldb.ts';
import { searchFor } from './needles.ts';
import { tracesIn } from './scan-folder.ts';
import { unpackSnappy } from './snappy.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (piece: Uint8Array) => Buffer.from(piece).toString('latin1');
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

const literal = (part: string) => joined(Uint8Array.of((part.length - 1) << 2), bytes(part));
const copy = (offset: number, length: number) =>
  Uint8Array.of(((length - 1) << 2) | 2, offset & 255, offset >> 8);

/** Packs `beginning` and then its part from `from` on once more, so that what comes twice lies in it only once. */
function packedTwice(beginning: string, from: number): Uint8Array {
  const length = beginning.length - from;
  return joined(Uint8Array.from(varint(beginning.length + length)), literal(beginning), copy(length, length));
}

/** Packs a text so that no four letters of it stand together: a copy of the last letter parts them. */
function torn(whole: string): Uint8Array {
  const doubled = [...whole].map((letter) => joined(literal(letter), copy(1, 1)));
  return joined(Uint8Array.from(varint(whole.length * 2)), ...doubled);
}

const tornText = (whole: string) => [...whole].map((letter) => letter + letter).join('');

describe('unpacking', () => {
  test('gives literals and copies, also copies that run into what they write', () => {
    expect(text(unpackSnappy(packedTwice('Anna Sentinelova', 5)) ?? bytes(''))).toBe(
      'Anna SentinelovaSentinelova',
    );
    expect(text(unpackSnappy(joined(Uint8Array.of(6), literal('ab'), copy(2, 4))) ?? bytes(''))).toBe(
      'ababab',
    );
    const long = 'x'.repeat(300);
    const packed = joined(Uint8Array.from(varint(300)), Uint8Array.of(61 << 2, 43, 1), bytes(long));
    expect(text(unpackSnappy(packed) ?? bytes(''))).toBe(long);
    // The short form of a copy.
    const short = joined(Uint8Array.of(6), literal('ab'), Uint8Array.of(1, 2));
    expect(text(unpackSnappy(short) ?? bytes(''))).toBe('ababab');
  });

  test('says of what is cut off or something else that it is none, and passes over what follows', () => {
    const packed = packedTwice('Anna Sentinelova', 5);
    expect(unpackSnappy(packed.subarray(0, -1))).toBeNull();
    expect(unpackSnappy(bytes('Sentinelova'))).toBeNull();
    expect(unpackSnappy(new Uint8Array())).toBeNull();
    expect(text(unpackSnappy(joined(packed, bytes('and more'))) ?? bytes(''))).toMatch(/lova$/);
  });
});

/** A log in which a record lies across the end of a block. */
function logOf(record: Uint8Array): Uint8Array {
  const fragment = (kind: number, part: Uint8Array) =>
    joined(Uint8Array.of(0, 0, 0, 0, part.length & 255, part.length >> 8, kind), part);
  const filler = fragment(1, new Uint8Array(32_768 - 7 - 7 - 12));
  const first = fragment(2, record.subarray(0, 12));
  return joined(filler, first, fragment(4, record.subarray(12)));
}

/** A table with one packed block, in which the second key repeats the beginning of the first. */
function tableOf(value: string): Uint8Array {
  const restarts = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0);
  const entry = (shared: number, key: string, held: Uint8Array) =>
    joined(
      Uint8Array.from([...varint(shared), ...varint(key.length), ...varint(held.length)]),
      bytes(key),
      held,
    );
  const plain = text(joined(entry(0, 'nova-1', bytes('one')), entry(5, '2', bytes(value)), restarts));
  // As four pieces, none of which may be longer than a short literal.
  const pieces = plain.match(/[\s\S]{1,40}/g) ?? [];
  const block = joined(Uint8Array.from(varint(plain.length)), ...pieces.map(literal));
  const trailer = (kind: number) => Uint8Array.of(kind, 0, 0, 0, 0);
  const handle = (offset: number, size: number) => Uint8Array.from([...varint(offset), ...varint(size)]);
  const emptyMeta = joined(restarts);
  const index = joined(entry(0, 'nova-3', handle(0, block.length)), restarts);
  const metaAt = block.length + 5;
  const indexAt = metaAt + emptyMeta.length + 5;
  const handles = joined(handle(metaAt, emptyMeta.length), handle(indexAt, index.length));
  const footer = joined(
    handles,
    new Uint8Array(40 - handles.length),
    Uint8Array.from([0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb]),
  );
  return joined(block, trailer(1), emptyMeta, trailer(0), index, trailer(0), footer);
}

describe('files of LevelDB', () => {
  test('a record of a log is whole although it lies across the end of a block', () => {
    const records = [...logRecords(logOf(bytes('Sentinelova was here')))].map(text);
    expect(records.at(-1)).toBe('Sentinelova was here');
  });

  test('a table gives its keys as they were, and its values unpacked', () => {
    expect([...(tableEntries(tableOf('Sentinelova')) ?? [])].map(text)).toEqual([
      'nova-3',
      'nova-1',
      'one',
      'nova-2',
      'Sentinelova',
    ]);
    expect(tableEntries(bytes('no table'))).toBeNull();
  });
});

describe('what is looked for', () => {
  const finds = (needle: string, held: Buffer | string) =>
    searchFor({ it: needle }).in(Buffer.from(held as string)).length > 0;

  test('is found in every encoding, in capitals, and as texts are folded for searching', () => {
    for (const held of [
      'a Żaneta Müller b',
      Buffer.from('Żaneta Müller', 'utf16le'),
      Buffer.from('\u0001Żaneta Müller', 'utf16le').subarray(1),
      Buffer.from('Żaneta Müller', 'utf16le').swap16(),
      'zaneta muller',
      'ŻANETA MÜLLER',
    ])
      expect(finds('Żaneta Müller', held)).toBe(true);
    expect(finds('Müller', Buffer.from('Müller', 'latin1'))).toBe(true);
    expect(finds('Müller', 'Mueller')).toBe(false);
  });

  test('of a phone number the digits are enough, with and without the code of the country', () => {
    for (const held of ['020 7946 0123', '02079460123', '442079460123', Buffer.from('2079460123', 'utf16le')])
      expect(finds('020 7946 0123', held)).toBe(true);
    expect(finds('020 7946 0123', '020 7946 0124')).toBe(false);
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-traces-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = async (file: string, content: Uint8Array) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  };
  const chromium = (packed: Uint8Array) => joined(Uint8Array.of(1, 0xff, 0x11, 2), packed, bytes('behind'));
  const gzipped = new Uint8Array(gzipSync('Sentinelova'));

  test('tells once for each file what it holds, however that is packed', async () => {
    await write('plain', bytes('of Sentinelova, 020 7946 0123'));
    await write('db/000003.log', logOf(bytes('xxxxxxxxSentinelova')));
    await write('db/000005.ldb', tableOf('Sentinelova'));
    await write('db/000007.ldb', tableOf(text(chromium(torn('Sentinelova')))));
    await write('db/000009.log', logOf(joined(bytes('args'), gzipped, bytes('more'))));
    await write('blob/1', chromium(joined(Uint8Array.from(varint(gzipped.length)), literal(text(gzipped)))));
    await write('empty', new Uint8Array());
    await write('else', bytes('somebody else'));
    const traces = await tracesIn(folder, {
      name: 'Sentinelova',
      twice: tornText('Sentinelova'),
      phone: '020 7946 0123',
    });
    expect(traces.map(({ file, needle }) => `${file} ${needle}`).sort()).toEqual([
      'blob/1 name',
      'db/000003.log name',
      'db/000005.ldb name',
      'db/000007.ldb twice',
      'db/000009.log name',
      'plain name',
      'plain phone',
    ]);
    expect(await tracesIn(join(folder, 'nowhere'), { name: 'Sentinelova' })).toEqual([]);
  });
});
