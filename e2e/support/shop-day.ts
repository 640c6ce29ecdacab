/** A day in a shop: what is to be done, drawn from a seed, and a plain account of what was done. */
import type { CustomerField } from '../../src/domain/model/customer.ts';
import { guestId, type SaleRef } from '../../src/domain/model/primitives.ts';
import { newId } from '../../src/domain/values/ids.ts';
import type { Chance } from '../../src/simulation/random.ts';

export interface Selling {
  readonly kind: 'sale';
  /** Of the mutation. */
  readonly id: string;
  readonly documentId: string;
  readonly customerId: string | null;
  readonly lines: readonly { readonly pieces: number; readonly unitMinor: number }[];
}

export interface Return {
  readonly kind: 'return';
  readonly id: string;
  readonly documentId: string;
  /** One piece of the first line of the first of these that the tablet has. */
  readonly ofEither: readonly SaleRef[];
}

export interface Edit {
  readonly kind: 'edit';
  readonly id: string;
  readonly customerId: string;
  readonly field: CustomerField;
  readonly value: unknown;
}

export type Deed = Selling | Return | Edit;

/** What the log of a tablet holds of a deed. */
export interface Kept {
  readonly document: {
    readonly ref: SaleRef;
    readonly number: string;
    readonly totalMinor: number;
    readonly parentId: string | null;
  } | null;
}

/** A row or a document as a tablet or the server holds it. */
export interface HeldRow {
  readonly key: string;
  readonly v: number | null;
  /** Its content as canonical JSON. */
  readonly content: string;
}

export interface Holding {
  /** How far the feed was taken in. */
  readonly position: number;
  readonly rows: readonly HeldRow[];
}

/** A document as plainly as it can be said. */
export interface PlainDocument {
  readonly number: string;
  readonly totalMinor: number;
  readonly customerId: string | null;
}

interface SoldHere {
  readonly ref: SaleRef;
  readonly soldAt: number;
}

/** Each is edited once per customer, by whichever tablet: so both write into the same customers at the same time. */
const editedFields = ['firstName', 'lastName', 'internalNotes', 'tags'] as const;

/** In an order that chance decides. */
export function shuffled<T>(chance: Chance, things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, place: chance.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing);
}

export class ShopDay {
  readonly #chance: Chance;
  readonly #customerIds: readonly string[];
  /** Fields that nobody has edited yet. */
  readonly #unedited: Pick<Edit, 'customerId' | 'field'>[];
  /** Sales of which nothing has come back, nor is about to. */
  #returnable: SoldHere[] = [];
  readonly #sales = new Map<string, Selling>();
  /** All documents of the shop, by receipt number. */
  readonly documents = new Map<string, PlainDocument>();
  /** All edits that were made. */
  readonly edits: Edit[] = [];

  constructor(chance: Chance, customerIds: readonly string[]) {
    this.#chance = chance;
    this.#customerIds = customerIds;
    const fields = customerIds
      .slice(0, 12)
      .flatMap((customerId) => editedFields.map((field) => ({ customerId, field })));
    this.#unedited = shuffled(chance, fields);
  }

  /** @param place which tablet is to do it: what it has sold itself it has at any rate */
  draw(kind: Deed['kind'], place: number): Deed {
    const [id, documentId] = [this.#newId(), this.#newId()];
    switch (kind) {
      case 'sale':
        return { kind, id, documentId, ...this.#drawBasket() };
      case 'return':
        return { kind, id, documentId, ofEither: this.#drawSold(place) };
      case 'edit':
        return { kind, id, ...this.#drawEdit() };
    }
  }

  #newId(): string {
    return newId(Date.now(), (count) => this.#chance.bytes(count));
  }

  #drawBasket(): Pick<Selling, 'customerId' | 'lines'> {
    const customerId = this.#chance.happens(0.7) ? (this.#chance.pick(this.#customerIds) ?? null) : null;
    const lines = Array.from({ length: this.#chance.between(1, 3) }, () => ({
      pieces: this.#chance.between(1, 4),
      unitMinor: this.#chance.between(1, 5000),
    }));
    return { customerId, lines };
  }

  /** One of the other tablet where there is one, and one of its own for the case that the other has not come yet. */
  #drawSold(place: number): SaleRef[] {
    const drawn = [
      this.#chance.pick(this.#returnable.filter(({ soldAt }) => soldAt !== place)),
      this.#chance.pick(this.#returnable.filter(({ soldAt }) => soldAt === place)),
    ].filter((sold) => sold !== undefined);
    this.#returnable = this.#returnable.filter((sold) => !drawn.includes(sold));
    return drawn.map(({ ref }) => ref);
  }

  #drawEdit(): Pick<Edit, 'customerId' | 'field' | 'value'> {
    const target = this.#unedited.pop();
    if (!target) throw new Error('Every field was edited.');
    const word = `word ${this.#chance.below(1_000_000)}`;
    return { ...target, value: target.field === 'tags' ? [word] : word };
  }

  /** Notes what was done, once it is said to be saved, and that it is what was to be done. */
  note(deed: Deed, { document }: Kept, place: number): void {
    if (deed.kind === 'edit') {
      this.edits.push(deed);
      return;
    }
    if (!document) throw new Error('A document lies in the log as something else.');
    const { ref, number, totalMinor, parentId } = document;
    const parent = deed.kind === 'return' ? deed.ofEither.find(({ id }) => id === parentId) : undefined;
    const customerId = deed.kind === 'sale' ? deed.customerId : (parent?.customerId ?? null);
    const wanted = { id: deed.documentId, totalMinor: this.#totalOf(deed, parentId), customerId };
    if (ref.id !== wanted.id || totalMinor !== wanted.totalMinor || ref.customerId !== customerId) {
      throw new Error(`The log holds ${JSON.stringify(document)} for ${JSON.stringify(deed)}`);
    }
    this.noteDocument({ number, totalMinor, customerId });
    if (deed.kind !== 'sale') return;
    this.#sales.set(deed.documentId, deed);
    this.#returnable.push({ ref, soldAt: place });
  }

  #totalOf(deed: Selling | Return, parentId: string | null): number {
    if (deed.kind === 'sale') return deed.lines.reduce((sum, line) => sum + line.pieces * line.unitMinor, 0);
    const firstLine = this.#sales.get(parentId ?? '')?.lines[0];
    if (!firstLine) throw new Error('What came back was never sold.');
    return -firstLine.unitMinor;
  }

  /** Notes a document that was there before, or was made at the till itself. */
  noteDocument(document: PlainDocument): void {
    if (this.documents.has(document.number)) throw new Error(`${document.number} was given twice.`);
    this.documents.set(document.number, document);
  }

  /** What each customer has paid in all, and those who are none. */
  totals(): ReadonlyMap<string, number> {
    const totals = new Map<string, number>();
    for (const { customerId, totalMinor } of this.documents.values()) {
      const owner = customerId ?? guestId;
      totals.set(owner, (totals.get(owner) ?? 0) + totalMinor);
    }
    return totals;
  }
}
