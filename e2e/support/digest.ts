/** A shop in a few numbers, however large it is: two that hold the same rows have the same. */
import { canonicalJson } from '../../src/domain/values/canonical-json.ts';
import { sha256Hex } from '../../src/domain/values/hash.ts';

/** How many rows of each kind there are, with the sum of their hashes, whatever their order. */
export type Digest = Readonly<Record<string, { readonly count: number; readonly sum: number }>>;

/** So many hexadecimal digits of each hash: their sum stays a whole number. */
const digits = 12;
const modulus = 16 ** digits;

export class DigestBuilder {
  readonly #byKind = new Map<string, { count: number; sum: number }>();

  add(kind: string, id: string, content: unknown): void {
    const known = this.#byKind.get(kind) ?? { count: 0, sum: 0 };
    const hash = Number.parseInt(sha256Hex(`${id} ${canonicalJson(content)}`).slice(0, digits), 16);
    this.#byKind.set(kind, { count: known.count + 1, sum: (known.sum + hash) % modulus });
  }

  end(): Digest {
    return Object.fromEntries([...this.#byKind].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
