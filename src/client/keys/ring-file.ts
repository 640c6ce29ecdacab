/**
 * The nodes of a key tree as bytes: a head that names the ring, and slots of a fixed size that are written and zeroed in place, so that
 * nothing of a key that was taken out stays in the file. A slot that was cut off by a power failure counts as empty.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { type KeyNode, KeyTree, type NodeKey, treeDepth } from './key-tree.ts';

const mark = utf8ToBytes('regulars keys 1\n');
const idLength = 16;
const headLength = mark.length + idLength;
/** One for the depth, six for the path, 32 for the key, eight to tell that it is whole. */
const slotLength = 47;
const pathLength = 6;
const checkedLength = slotLength - 8;

export type RingBytes = Uint8Array<ArrayBuffer>;

/** Something to be written at a place in the file. */
export interface SlotWrite {
  readonly at: number;
  readonly bytes: RingBytes;
}

export interface RingContent {
  readonly id: string;
  readonly nodes: readonly KeyNode[];
}

/** A ring with one node, from which every key follows. */
export function newRing(randomBytes: (count: number) => RingBytes): RingBytes {
  const key = new Uint32Array(randomBytes(32).buffer);
  return fileWith(bytesToHex(randomBytes(idLength)), new KeyTree([{ depth: 0, path: 0, key }]));
}

/** A file that holds the nodes of a tree and nothing else. */
export function fileWith(id: string, tree: KeyTree): RingBytes {
  const nodes = tree.nodes();
  const file = new Uint8Array(headLength + nodes.length * slotLength);
  file.set(mark);
  file.set(hexToBytes(id), mark.length);
  for (const [index, node] of nodes.entries()) file.set(slotOf(node), headLength + index * slotLength);
  return file;
}

/** What a file holds; null where it is none of ours. */
export function readRing(file: RingBytes): RingContent | null {
  if (file.length < headLength || mark.some((byte, index) => file[index] !== byte)) return null;
  const id = bytesToHex(file.subarray(mark.length, headLength));
  return { id, nodes: slotsOf(file).flatMap((slot) => nodeOf(slot) ?? []) };
}

/**
 * What has to be written so that a file holds the nodes of a tree and no others: first what is new, then, when that is on the disk, zeros
 * over what goes. Ended at any point, nothing is lost that the tree has.
 */
export function changesTo(
  file: RingBytes,
  tree: KeyTree,
): { readonly added: readonly SlotWrite[]; readonly removed: readonly SlotWrite[] } {
  const wanted = new Map(tree.nodes().map((node) => [nameOf(node), node]));
  const free: number[] = [];
  const removed: SlotWrite[] = [];
  for (const [index, slot] of slotsOf(file).entries()) {
    const at = headLength + index * slotLength;
    const node = nodeOf(slot);
    if (node && wanted.delete(nameOf(node))) continue;
    if (node) removed.push({ at, bytes: new Uint8Array(slotLength) });
    else free.push(at);
  }
  let end = headLength + Math.ceil((file.length - headLength) / slotLength) * slotLength;
  const added = Array.from(wanted.values(), (node): SlotWrite => {
    const at = free.pop() ?? end;
    if (at === end) end += slotLength;
    return { at, bytes: slotOf(node) };
  });
  return { added, removed };
}

/** The tree of several copies of a ring: what one of them still has was not taken out to the end. */
export function treeOf(contents: readonly RingContent[]): KeyTree {
  return new KeyTree(contents.flatMap(({ nodes }) => nodes));
}

const nameOf = ({ depth, path }: KeyNode) => `${depth} ${path}`;

function slotsOf(file: RingBytes): RingBytes[] {
  const count = Math.ceil((file.length - headLength) / slotLength);
  return Array.from({ length: count }, (_, index) => {
    const at = headLength + index * slotLength;
    return file.subarray(at, at + slotLength);
  });
}

function slotOf({ depth, path, key }: KeyNode): RingBytes {
  const slot = new Uint8Array(slotLength);
  slot[0] = depth + 1;
  slot.set(hexToBytes(path.toString(16).padStart(pathLength * 2, '0')), 1);
  slot.set(new Uint8Array(key.buffer), 1 + pathLength);
  slot.set(sha256(slot.subarray(0, checkedLength)).subarray(0, 8), checkedLength);
  return slot;
}

function nodeOf(slot: RingBytes): KeyNode | null {
  const depth = (slot[0] ?? 0) - 1;
  if (slot.length < slotLength || depth < 0 || depth > treeDepth) return null;
  const check = sha256(slot.subarray(0, checkedLength));
  if (slot.subarray(checkedLength).some((byte, index) => byte !== check[index])) return null;
  const path = Number.parseInt(bytesToHex(slot.subarray(1, 1 + pathLength)), 16);
  const key: NodeKey = new Uint32Array(slot.slice(1 + pathLength, checkedLength).buffer);
  return { depth, path, key };
}
