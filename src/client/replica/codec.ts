/**
 * The one place through which personal fields enter and leave the databases of a device (rule E3, decision 19). What is about one customer
 * lies under a key of that customer, so that an erase destroys every version of it at once; what may be about several lies under the key of
 * its database, which an erase replaces. What says nothing of anybody lies there as it is.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type EntityKind, type EntityRow, entities } from '../../domain/model/entities.ts';
import type { Attention } from '../../domain/model/records.ts';
import { kindsOfPeople } from '../../domain/mutations/erase-customer.ts';
import { type KeyRing, placeOfArea, placeOfPerson, type SharedArea } from '../keys/key-ring.ts';
import type { StoredRow } from './replica-database.ts';

/** Content in the form in which it is stored: which kind of key, which generation of it, a nonce, and what was encrypted. */
export type Sealed = Uint8Array<ArrayBuffer>;

const underPerson = 1;
const underArea = 2;
const headLength = 5;
const nonceLength = 24;

const text = new TextEncoder();
const textOf = new TextDecoder();

/** Kinds of rows that pass the codec: those with personal fields of customers. Names of staff stand on every receipt. */
const sealedKinds: ReadonlySet<EntityKind> = new Set(
  (Object.keys(entities) as EntityKind[]).filter(
    (kind) => kind !== 'staff' && entities[kind].personalFields.length > 0,
  ),
);
const kindsOfOnePerson: ReadonlySet<EntityKind> = new Set(kindsOfPeople);

/** Whether rows of a kind never pass the codec. */
export function isPlain(kind: EntityKind): boolean {
  return !sealedKinds.has(kind);
}

/** Rows that may be about several people, which an erase writes anew. */
export const sharedKinds: readonly EntityKind[] = [...sealedKinds].filter(
  (kind) => kind !== 'customer' && !kindsOfOnePerson.has(kind),
);

type Placed = Pick<StoredRow, 'kind' | 'id' | 'parentId'>;

/** The customer whom a row is about, where that is one. */
export function personOf({ kind, id, parentId }: Placed): string | null {
  if (kind === 'customer') return id;
  return kindsOfOnePerson.has(kind) ? (parentId ?? null) : null;
}

/** What is left of somebody who was erased is no secret, and has to be read when the key is gone. */
function saysNothing(kind: EntityKind, row: EntityRow<EntityKind>): boolean {
  if (kind === 'customer') return (row as EntityRow<'customer'>).erasedAt !== undefined;
  if (kind !== 'attention') return false;
  const { payload, reason } = row as Attention;
  return payload === '' && reason === undefined;
}

export class Codec {
  readonly ring: KeyRing;

  constructor(ring: KeyRing) {
    this.ring = ring;
  }

  /** A row in the form in which it is stored. */
  sealRow(placed: Placed, row: EntityRow<EntityKind>, generation: number): unknown {
    if (isPlain(placed.kind) || saysNothing(placed.kind, row)) return row;
    const content = text.encode(JSON.stringify(row));
    const person = personOf(placed);
    const key = person === null ? null : this.ring.key(placeOfPerson(person));
    const about = aboutRow(placed);
    return key
      ? encrypted(headOf(underPerson, 0), key, about, content)
      : this.seal('replica', generation, about, content);
  }

  /** The row out of its stored form; undefined where its key was destroyed. */
  openRow<K extends EntityKind>(_kind: K, stored: Placed & Pick<StoredRow, 'row'>): EntityRow<K> | undefined {
    // What lies in the replica was sealed as a row of its kind.
    if (!isSealed(stored.row)) return stored.row as EntityRow<K>;
    const about = aboutRow(stored);
    const person = stored.row[0] === underPerson ? personOf(stored) : null;
    const content =
      person === null
        ? this.open('replica', about, stored.row)
        : decrypted(this.ring.key(placeOfPerson(person)), about, stored.row);
    return content === null ? undefined : (JSON.parse(textOf.decode(content)) as EntityRow<K>);
  }

  /** Content under the key of a database, bound to what it is about. */
  seal(area: SharedArea, generation: number, about: string, content: Uint8Array): Sealed {
    const open = Math.max(generation, this.ring.firstOpen(area));
    const key = this.ring.key(placeOfArea(area, open));
    if (!key) throw new Error('A key was destroyed that is in use.');
    return encrypted(headOf(underArea, open), key, about, content);
  }

  /** Null where the key was destroyed or is another one. */
  open(area: SharedArea, about: string, sealed: Sealed): Uint8Array<ArrayBuffer> | null {
    return decrypted(this.ring.key(placeOfArea(area, generationOf(sealed))), about, sealed);
  }

  /** The same for texts. */
  sealText(area: SharedArea, generation: number, about: string, content: string): Sealed {
    return this.seal(area, generation, about, text.encode(content));
  }

  openText(area: SharedArea, about: string, sealed: Sealed): string | null {
    const content = this.open(area, about, sealed);
    return content && textOf.decode(content);
  }
}

/** Whether a stored value has passed the codec; what an earlier build has written lies there as it was. */
export function isSealed(stored: unknown): stored is Sealed {
  return stored instanceof Uint8Array;
}

/** Whether an erase has to write a stored value anew, since it may be about whoever is erased and an older key opens it. */
export function isOfOlderKey(stored: unknown, generation: number): boolean {
  return isSealed(stored) ? stored[0] === underArea && generationOf(stored) < generation : true;
}

const aboutRow = ({ kind, id }: Placed) => `${kind} ${id}`;

function headOf(kind: number, generation: number): Uint8Array {
  const head = new Uint8Array(headLength);
  head[0] = kind;
  new DataView(head.buffer).setUint32(1, generation);
  return head;
}

function generationOf(sealed: Sealed): number {
  return new DataView(sealed.buffer, sealed.byteOffset).getUint32(1);
}

function encrypted(head: Uint8Array, key: Uint8Array, about: string, content: Uint8Array): Sealed {
  const sealed = new Uint8Array(headLength + nonceLength + content.length + 16);
  sealed.set(head);
  const nonce = crypto.getRandomValues(sealed.subarray(headLength, headLength + nonceLength));
  const rest = sealed.subarray(headLength + nonceLength);
  xchacha20poly1305(key, nonce, text.encode(about)).encrypt(content, rest);
  return sealed;
}

function decrypted(key: Uint8Array | null, about: string, sealed: Sealed): Uint8Array<ArrayBuffer> | null {
  if (!key) return null;
  const nonce = sealed.subarray(headLength, headLength + nonceLength);
  try {
    const cipher = xchacha20poly1305(key, nonce, text.encode(about));
    return new Uint8Array(cipher.decrypt(sealed.subarray(headLength + nonceLength)));
  } catch {
    // The library tells no more than that the content is not what was sealed under this key.
    return null;
  }
}
