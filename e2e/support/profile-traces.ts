/**
 * What a browser profile that is switched off still holds of a person, in whatever file: in the clear, and sealed under any key that lies in
 * the profile too (decision 19). Sealed values are looked for in all bytes, whether or not a database still knows of them.
 */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { xchacha20 } from '@noble/ciphers/chacha.js';
import type { Page } from '@playwright/test';
import { placeOfArea, placeOfPerson } from '../../src/client/keys/key-ring.ts';
import { type KeyTree, leafPosition } from '../../src/client/keys/key-tree.ts';
import { readRing, treeOf } from '../../src/client/keys/ring-file.ts';
import { type Needles, searchFor } from '../../src/tooling/traces/needles.ts';
import { packedInside } from '../../src/tooling/traces/packed-inside.ts';
import { filesBelow, piecesOf, type Trace, tracesIn } from '../../src/tooling/traces/scan-folder.ts';
import { readVarint } from '../../src/tooling/traces/varint.ts';
import type { Tablet } from './tablet.ts';

/** Where an origin keeps things: databases with their blobs, its private files, the stores of the tab and of the origin, the app shell. */
const storages = [
  'IndexedDB',
  'File System',
  'Local Storage',
  'Session Storage',
  'Service Worker',
  'WebStorage',
  'shared_proto_db',
];

async function foldersOf({ profile }: Tablet): Promise<string[]> {
  const folder = join(profile, 'Default');
  const there = await readdir(folder);
  return storages.filter((name) => there.includes(name)).map((name) => join(folder, name));
}

/** What lies in the profile as anybody can read it. */
export async function clearTraces(tablet: Tablet, needles: Needles): Promise<Trace[]> {
  const folders = await foldersOf(tablet);
  return (await Promise.all(folders.map((folder) => tracesIn(folder, needles)))).flat();
}

export interface OpenedTraces {
  /** Sealed values that were found. */
  readonly sealed: number;
  readonly traces: readonly Trace[];
}

/**
 * What the keys in the profile open of all sealed values in it.
 *
 * @param personId whose keys are tried beside those of the log and the replica
 */
export async function openedTraces(
  tablet: Tablet,
  needles: Needles,
  personId: string,
): Promise<OpenedTraces> {
  const tree = await keysIn(tablet);
  const search = searchFor(needles);
  const traces = new Map<string, Trace>();
  let sealed = 0;
  for (const folder of await foldersOf(tablet)) {
    for await (const { file, bytes } of filesBelow(folder)) {
      for (const piece of piecesOf(file, bytes))
        for (const value of sealedIn(piece)) {
          sealed += 1;
          for (const content of openedBy(tree, personId, value))
            for (const part of [content, ...packedInside(content)])
              for (const needle of search.in(part)) {
                const trace = { file: relative(tablet.profile, file), needle };
                traces.set(`${trace.file} ${needle}`, trace);
              }
        }
    }
  }
  return { sealed, traces: [...traces.values()] };
}

/** All nodes of keys that lie in its private files. */
async function keysIn({ profile }: Tablet): Promise<KeyTree> {
  const rings = [];
  for await (const { bytes } of filesBelow(join(profile, 'Default', 'File System'))) {
    const ring = readRing(new Uint8Array(bytes));
    if (ring) rings.push(ring);
  }
  if (rings.length === 0) throw new Error('No keys lie in the profile.');
  return treeOf(rings);
}

/** The mark of an array of bytes in a serialized value, its length behind it. */
const bytesMark = 0x42;
const underPerson = 1;
const underArea = 2;
const headLength = 5;
const nonceLength = 24;
const tagLength = 16;

/** What has the form of a sealed value: which kind of key, its generation (never in the thousands), and enough bytes. */
function* sealedIn(piece: Uint8Array): Generator<Uint8Array> {
  for (let at = piece.indexOf(bytesMark); at >= 0; at = piece.indexOf(bytesMark, at + 1)) {
    const length = readVarint(piece, at + 1);
    if (!length || length.value < headLength + nonceLength + tagLength) continue;
    const value = piece.subarray(length.next, length.next + length.value);
    const isSealed =
      value.length === length.value &&
      (value[0] === underPerson || value[0] === underArea) &&
      value[1] === 0 &&
      value[2] === 0;
    if (isSealed) yield value;
  }
}

/** What each key makes of a value. Whether it is the right one its words say: what a value is bound to need not be known for that. */
function* openedBy(tree: KeyTree, personId: string, value: Uint8Array): Generator<Uint8Array> {
  const generation = ((value[3] ?? 0) << 8) | (value[4] ?? 0);
  const places =
    value[0] === underPerson
      ? [placeOfPerson(personId)]
      : [placeOfArea('log', generation), placeOfArea('replica', generation)];
  const nonce = value.subarray(headLength, headLength + nonceLength);
  const content = value.subarray(headLength + nonceLength, -tagLength);
  for (const place of places) {
    const leaf = tree.leaf(leafPosition(place));
    // Behind the block of the stream from which the seal is made.
    if (leaf) yield xchacha20(new Uint8Array(leaf.buffer), nonce, content, undefined, 1);
  }
}

/** The needles that were found in any file. */
export const foundNeedles = (traces: readonly Trace[]): string[] =>
  [...new Set(traces.map(({ needle }) => needle))].sort();

/**
 * Writes so much into a database of its own that the browser packs what all databases of the app have written so far into tables. Then it
 * writes a text there and takes it out again, as an app does that only deletes.
 */
export async function writeAndDelete(page: Page, text: string): Promise<void> {
  await page.evaluate(async (written) => {
    const opening = indexedDB.open('beside-the-app');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onupgradeneeded = () => opening.result.createObjectStore('texts');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const change = (work: (texts: IDBObjectStore) => void) =>
      new Promise<void>((resolve, reject) => {
        const writing = database.transaction('texts', 'readwrite', { durability: 'strict' });
        work(writing.objectStore('texts'));
        writing.oncomplete = () => resolve();
        writing.onabort = () => reject(writing.error);
      });
    for (let more = 0; more < 300; more += 1)
      await change((texts) => texts.put(crypto.getRandomValues(new Uint8Array(32_768)), 2 + (more % 3)));
    await change((texts) => texts.put({ note: written }, 1));
    await change((texts) => texts.delete(1));
    database.close();
  }, text);
}
