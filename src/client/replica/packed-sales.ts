/** The sales of a ledger page, packed in the order of (occurredAt, id), each with its position in the feed. */
import type { SaleRef } from '../../domain/model/primitives.ts';
import {
  channels,
  returnReasons,
  type Sale,
  type SaleLine,
  saleTypes,
  type Tender,
  taxModes,
  tenderMethods,
} from '../../domain/model/sale.ts';
import {
  type Codec,
  day,
  Input,
  id,
  isMark,
  list,
  mark,
  nullable,
  number,
  object,
  oneOf,
  optional,
  ownId,
  type Packed,
  Packer,
  text,
} from './packing.ts';

/** A sale with its feed position, null while the feed has not shown it, and the server's mark on this form of it (rule X2). */
export interface PlacedSale {
  readonly sale: Sale;
  readonly v: number | null;
  readonly mac?: string | undefined;
}

const saleRef = object<SaleRef>({ id: id, customerId: nullable(id), occurredAt: number });

const line = object<SaleLine>({
  n: number,
  productId: nullable(id),
  variantId: nullable(id),
  sku: text,
  name: text,
  variantLabel: optional(text),
  categoryId: nullable(id),
  quantityMilli: number,
  unitPriceMilli: number,
  discountMinor: number,
  totalMinor: number,
  taxMinor: number,
  taxRateMilli: optional(number),
  costMinor: optional(number),
  promotionId: optional(id),
  bundleId: optional(id),
  parentLine: optional(object<NonNullable<SaleLine['parentLine']>>({ saleId: id, n: number })),
  reason: optional(oneOf(returnReasons)),
});

const tender = object<Tender>({ method: oneOf(tenderMethods), amountMinor: number });

/** The two fields that order the sales come first, so that they are read without unpacking the sale. */
const sale = object<Omit<Sale, 'printed'>>({
  occurredAt: number,
  id: ownId,
  type: oneOf(saleTypes),
  channel: oneOf(channels),
  customerId: nullable(id),
  locationId: id,
  staffId: nullable(id),
  deviceId: nullable(id),
  number: text,
  externalId: nullable(text),
  utcOffsetMinutes: number,
  timeZone: text,
  businessDate: day,
  currency: text,
  taxMode: oneOf(taxModes),
  lines: list(line),
  tenders: list(tender),
  changeMinor: number,
  roundingMinor: number,
  tipMinor: number,
  totalMinor: number,
  parent: nullable(saleRef),
  layawayId: optional(id),
  importId: optional(id),
});

/** A sale behind its position, which is 0 while the feed has not shown it, and negative where a mark follows it. */
const placedSale: Codec<PlacedSale> = {
  write(output, { sale: content, v, mac }) {
    const isMarked = v !== null && v > 0 && mac !== undefined && isMark(mac);
    number.write(output, isMarked ? -v : (v ?? 0));
    if (isMarked) mark.write(output, mac);
    sale.write(output, content);
  },
  read(input) {
    const v = number.read(input);
    if (v < 0) return { v: -v, mac: mark.read(input), sale: sale.read(input) };
    return { sale: sale.read(input), v: v === 0 ? null : v };
  },
};

export function salePacker(): Packer<PlacedSale> {
  return new Packer(placedSale);
}

/** Where a sale stands in the order of the ledger. */
export interface SalePosition {
  readonly occurredAt: number;
  readonly id: string;
}

/** Oldest first; ids decide between sales of one millisecond. */
export function oldestFirst(a: SalePosition, b: SalePosition): number {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The sales of a page, read as far as they are asked for. */
export class SaleReader {
  readonly count: number;
  readonly #input: Input;

  constructor(packed: Packed) {
    this.count = packed.count;
    this.#input = new Input(packed);
  }

  positionAt(index: number): SalePosition {
    const input = this.#input.goTo(index);
    if (number.read(input) < 0) mark.read(input);
    return { occurredAt: number.read(input), id: ownId.read(input) };
  }

  saleAt(index: number): Sale {
    return this.placedAt(index).sale;
  }

  placedAt(index: number): PlacedSale {
    return placedSale.read(this.#input.goTo(index));
  }

  /** How many sales of the page stand before a position. */
  countBefore(position: SalePosition): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (oldestFirst(this.positionAt(middle), position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The sale at a position, where the page holds it. */
  find(position: SalePosition): Sale | undefined {
    const index = this.countBefore(position);
    const isThere = index < this.count && this.positionAt(index).id === position.id;
    return isThere ? this.saleAt(index) : undefined;
  }

  all(): PlacedSale[] {
    return Array.from({ length: this.count }, (_, index) => this.placedAt(index));
  }
}

export function unpackSales(packed: Packed): PlacedSale[] {
  return new SaleReader(packed).all();
}
