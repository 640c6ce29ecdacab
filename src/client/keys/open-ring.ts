/**
 * The ring of a shop on this device, from its files; made the first time. The log notes which ring it is, so that keys that were lost are told
 * from keys that never were. Where a browser has no private file system, or cannot write there, the nodes lie in that note: then an
 * erased person is unreadable for the app, and not for whoever searches the disk.
 */
import type { LogDatabase } from '../outbox/log-database.ts';
import type { KeyFiles } from '../platform/key-files.ts';
import { KeyRing } from './key-ring.ts';
import type { KeyTree } from './key-tree.ts';
import {
  changesTo,
  fileWith,
  newRing,
  type RingBytes,
  type RingContent,
  readRing,
  treeOf,
} from './ring-file.ts';

export interface StoredRing {
  readonly name: 'ring';
  readonly id: string;
  /** The nodes, where no file holds them. */
  readonly content: RingBytes | null;
}

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

export async function openRing(log: LogDatabase, shop: string, files: KeyFiles): Promise<KeyRing> {
  const [noted, lying] = await Promise.all([notedRing(log), files.read(shop)]);
  if (noted?.content) return ringOfNote(log, noted.content);
  const found = lying && ringAmong(lying, noted?.id);
  if (found && found.id === noted?.id) return ringOfFiles(shop, files, found);
  if (!lying && noted) throw new Error('The files of the keys cannot be read.');
  return files.alone(shop, () => takeOrMake(log, shop, files));
}

/** A ring that lies there unnoted is that of a log that was lost; another one than was noted takes the place of lost keys. */
async function takeOrMake(log: LogDatabase, shop: string, files: KeyFiles): Promise<KeyRing> {
  const lying = await files.read(shop);
  const found = lying && ringAmong(lying, (await notedRing(log))?.id);
  if (found) {
    await note(log, { name: 'ring', id: found.id, content: null });
    return ringOfFiles(shop, files, found);
  }
  const content = newRing(randomBytes);
  const { id } = contentOf(content);
  const isInFiles = lying !== null && (await makeAll(shop, files, content, lying.length));
  const first = await note(log, { name: 'ring', id, content: isInFiles ? null : content });
  if (first.content) return ringOfNote(log, first.content);
  return ringOfFiles(shop, files, { id, contents: [contentOf(content)] });
}

async function makeAll(shop: string, files: KeyFiles, content: RingBytes, count: number): Promise<boolean> {
  for (let index = 0; index < count; index += 1) if (!(await files.make(shop, index, content))) return false;
  return true;
}

function contentOf(file: RingBytes): RingContent {
  const content = readRing(file);
  if (!content) throw new Error('These are no keys.');
  return content;
}

interface FoundRing {
  readonly id: string;
  readonly contents: readonly RingContent[];
}

/** The ring that was noted, else whichever there is. */
function ringAmong(lying: readonly (RingBytes | null)[], id: string | undefined): FoundRing | null {
  const readable = lying.flatMap((file) => (file && readRing(file)) ?? []);
  const first = readable.find((content) => content.id === id) ?? readable[0];
  return first ? { id: first.id, contents: readable.filter((content) => content.id === first.id) } : null;
}

function ringOfFiles(shop: string, files: KeyFiles, { id, contents }: FoundRing): KeyRing {
  return new KeyRing(id, treeOf(contents), {
    update: (change) =>
      files.alone(shop, async () => {
        const lying = (await files.read(shop)) ?? [];
        const own = ringAmong(lying, id);
        if (own?.id !== id) throw new Error('The files of the keys are gone.');
        const tree = change(treeOf(own.contents));
        for (const [index, file] of lying.entries()) {
          if (!file || readRing(file)?.id !== id) await files.make(shop, index, fileWith(id, tree));
          else await files.change(shop, index, (open) => settle(open, tree));
        }
        return tree;
      }),
  });
}

function settle(file: Parameters<Parameters<KeyFiles['change']>[2]>[0], tree: KeyTree): void {
  const { added, removed } = changesTo(file.content, tree);
  for (const { at, bytes } of added) file.write(at, bytes);
  file.flush();
  for (const { at, bytes } of removed) file.write(at, bytes);
  file.flush();
}

function ringOfNote(log: LogDatabase, content: RingBytes): KeyRing {
  const { id, nodes } = contentOf(content);
  return new KeyRing(id, treeOf([{ id, nodes }]), {
    update: (change) =>
      log.transaction('rw', log.keys, async () => {
        const kept = (await notedRing(log))?.content ?? content;
        const tree = change(treeOf([contentOf(kept)]));
        await log.keys.put({ name: 'ring', id, content: fileWith(id, tree) });
        return tree;
      }),
  });
}

async function notedRing(log: LogDatabase): Promise<StoredRing | undefined> {
  const kept = await log.keys.get('ring');
  return kept?.name === 'ring' ? kept : undefined;
}

/** Notes the ring; where nodes lie in the note, the first that was made counts. */
function note(log: LogDatabase, ring: StoredRing): Promise<StoredRing> {
  return log.transaction('rw', log.keys, async () => {
    const kept = await notedRing(log);
    if (kept?.content && ring.content) return kept;
    await log.keys.put(ring);
    return ring;
  });
}
