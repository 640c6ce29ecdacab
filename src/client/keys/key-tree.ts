/**
 * A tree of keys from one root, of which single leaves can be taken out for ever (decision 19): each node's key gives those of its four
 * children by a one-way function, so whoever holds a node holds every leaf below it. To take a leaf out, the node above it gives way to the
 * siblings along the path: all other leaves keep their keys, and that one follows from nothing any more.
 */
import { hchacha } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Steps from the root to a leaf. */
export const treeDepth = 24;
const children = 4;
const keyWords = 8;

/** 256 bits. */
export type NodeKey = Uint32Array<ArrayBuffer>;

export interface KeyNode {
  /** Steps from the root, which has none. */
  readonly depth: number;
  /** Which of the nodes at that depth, from the left. */
  readonly path: number;
  readonly key: NodeKey;
}

/** Which leaf: a whole number of 48 bits. */
export type LeafPosition = number;

/**
 * The leaf of a place, by its name. Of a hundred thousand places two share a leaf once in sixty thousand shops.
 *
 * @example leafPosition('person 0198…')  // 103442873465237
 */
export function leafPosition(place: string): LeafPosition {
  return sha256(utf8ToBytes(place))
    .subarray(0, 6)
    .reduce((position, byte) => position * 256 + byte, 0);
}

/** So many leaves lie below a node at each depth. */
const leavesBelow = Array.from({ length: treeDepth + 1 }, (_, depth) => children ** (treeDepth - depth));

/** Where the path to a leaf is at a depth. */
function pathAt(position: LeafPosition, depth: number): number {
  return Math.floor(position / (leavesBelow[depth] as number));
}

/** The words of "expand 32-byte k", with which ChaCha begins. */
const sigma = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574);

const input = new Uint32Array(4);

/** HChaCha20 is a pseudo-random function of its key: no child says anything of its siblings or of the node above. */
function deriveChild(key: NodeKey, depth: number, index: number, child: NodeKey): void {
  input[0] = index;
  input[1] = depth;
  hchacha(sigma, key, input, child);
}

function childOf({ depth, path, key }: KeyNode, index: number): KeyNode {
  const child = new Uint32Array(keyWords);
  deriveChild(key, depth, index, child);
  return { depth: depth + 1, path: path * children + index, key: child };
}

export class KeyTree {
  readonly #byDepth: readonly Map<number, NodeKey>[];

  constructor(nodes: Iterable<KeyNode>) {
    this.#byDepth = Array.from({ length: treeDepth + 1 }, () => new Map<number, NodeKey>());
    for (const { depth, path, key } of nodes) this.#byDepth[depth]?.set(path, key);
  }

  nodes(): KeyNode[] {
    return this.#byDepth.flatMap((atDepth, depth) =>
      Array.from(atDepth, ([path, key]) => ({ depth, path, key })),
    );
  }

  /** The key of a leaf; null where it was taken out. */
  leaf(position: LeafPosition): NodeKey | null {
    const above = this.#above(position);
    if (!above) return null;
    const key = above.key.slice();
    for (let { depth } = above; depth < treeDepth; depth += 1)
      deriveChild(key, depth, pathAt(position, depth + 1) % children, key);
    return key;
  }

  /** The same tree without some leaves. Leaves that were taken out before are passed over. */
  without(positions: Iterable<LeafPosition>): KeyTree {
    const rest = new KeyTree(this.nodes());
    for (const position of positions) rest.#takeOut(position);
    return rest;
  }

  /** The highest node from which a leaf follows. */
  #above(position: LeafPosition): KeyNode | null {
    for (const [depth, atDepth] of this.#byDepth.entries()) {
      const path = pathAt(position, depth);
      const key = atDepth.get(path);
      if (key) return { depth, path, key };
    }
    return null;
  }

  #takeOut(position: LeafPosition): void {
    // More than one stands above it where taking out another leaf was ended half-way.
    for (let node = this.#above(position); node; node = this.#above(position)) {
      this.#byDepth[node.depth]?.delete(node.path);
      for (let on = node; on.depth < treeDepth; ) {
        const taken = pathAt(position, on.depth + 1);
        const below = [0, 1, 2, 3].map((index) => childOf(on, index));
        for (const { depth, path, key } of below) if (path !== taken) this.#byDepth[depth]?.set(path, key);
        on = below[taken % children] as KeyNode;
      }
    }
  }
}
