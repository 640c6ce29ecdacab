import type { ErrorCode } from '../errors.ts';
import type { ImportOutput } from './import-output.ts';
import type { OrderHead, OrderLine } from './order.ts';
import type { Moment } from './wall-time.ts';

/** As many lines as a sale may have. */
const linesPerOrder = 5000;

/** One row that could be read. */
export interface OrderRow {
  /** The order it belongs to, within this file. */
  readonly key: string;
  /** What tells orders of the same key apart, for example the day where numbers begin again each day. */
  readonly edition?: string;
  /** What all rows of an order must have in common. */
  readonly agreement: string;
  readonly moment: Moment;
  readonly line: OrderLine;
  /** Makes the head; asked once per order, and for the report of a row that has none. */
  readonly headOf: () => OrderHead;
}

/** An order whose rows are all together. */
export interface GatheredOrder {
  readonly head: OrderHead;
  /** The earliest of its rows. */
  readonly moment: Moment;
  readonly lines: readonly OrderLine[];
}

interface OpenOrder {
  /** Null while only rows were met that could not be read. */
  gathered: {
    head: OrderHead;
    moment: Moment;
    lines: OrderLine[];
    agreement: string;
    edition: string | undefined;
  } | null;
  /** One of its rows could not be read: it would be wrong without it. */
  spoiled: boolean;
}

/**
 * Gathers the rows of orders. Rows of one order stand together in a file or not far apart, so an order is complete
 * when enough others have begun after it; a row that comes later still is reported, never made an order of its own.
 */
export class OpenOrders {
  readonly #output: ImportOutput;
  readonly #openAtOnce: number;
  readonly #complete: (order: GatheredOrder) => void;
  readonly #open = new Map<string, OpenOrder>();
  readonly #closed = new Set<string>();

  /**
   * @param openAtOnce how many orders wait for further rows; Infinity where a file is in no order at all
   * @param complete takes each order when it is complete
   */
  constructor(output: ImportOutput, openAtOnce: number, complete: (order: GatheredOrder) => void) {
    this.#output = output;
    this.#openAtOnce = openAtOnce;
    this.#complete = complete;
  }

  /** Adds a row to its order. */
  add({ key, edition, agreement, moment, line, headOf }: OrderRow): void {
    const order = this.#orderFor(key, edition);
    if (order === undefined) {
      this.#reject(line.row, 'order_scattered', headOf().number);
      return;
    }
    order.gathered ??= { head: headOf(), moment, lines: [], agreement, edition };
    if (order.gathered.agreement !== agreement) {
      this.#reject(line.row, 'order_mixed', order.gathered.head.number);
      order.spoiled = true;
      return;
    }
    order.gathered.lines.push(line);
    if (moment.occurredAt < order.gathered.moment.occurredAt) order.gathered.moment = moment;
  }

  /** Says that a row of this order could not be read. */
  spoil(key: string): void {
    const order = this.#open.get(key) ?? this.#begin(key);
    order.spoiled = true;
  }

  /** Completes all orders and forgets their keys: the next file stands for itself. */
  closeFile(): void {
    for (const key of this.#open.keys()) this.#close(key);
    this.#closed.clear();
  }

  /** The order that takes a row; undefined where it was completed before. */
  #orderFor(key: string, edition: string | undefined): OpenOrder | undefined {
    const open = this.#open.get(key);
    if (open && (open.gathered === null || open.gathered.edition === edition)) return open;
    if (this.#closed.has(closedKey(key, edition))) return undefined;
    if (open) this.#close(key);
    return this.#begin(key);
  }

  #begin(key: string): OpenOrder {
    if (this.#open.size >= this.#openAtOnce) {
      const [oldest] = this.#open.keys();
      if (oldest !== undefined) this.#close(oldest);
    }
    const order: OpenOrder = { gathered: null, spoiled: false };
    this.#open.set(key, order);
    return order;
  }

  #close(key: string): void {
    const order = this.#open.get(key);
    this.#open.delete(key);
    this.#closed.add(closedKey(key, order?.gathered?.edition));
    if (!order?.gathered) return;
    if (order.spoiled) this.#rejectAll(order.gathered, 'order_incomplete');
    else if (order.gathered.lines.length > linesPerOrder) this.#rejectAll(order.gathered, 'order_too_long');
    else this.#complete(order.gathered);
  }

  #rejectAll(order: GatheredOrder, code: ErrorCode): void {
    for (const { row } of order.lines) this.#reject(row, code, order.head.number);
  }

  #reject(row: number, code: ErrorCode, text: string): void {
    this.#output.reject(row, { code, column: null, text });
  }
}

const closedKey = (key: string, edition: string | undefined): string => JSON.stringify([key, edition]);
