/**
 * Holds sales back until there are many, then hands them out customer by customer. History comes in order of time, but a
 * device keeps it in pages per customer: sales of one customer in one batch mean one page written instead of many.
 */
import type { Sale } from '../model/sale.ts';

/** So many sales are held back, at most. */
export const salesPerWindow = 5000;

const customerOf = (sale: Sale): string => sale.customerId ?? '';

/** By customer, guests first, and oldest first within each. */
export function byCustomer(a: Sale, b: Sale): number {
  if (customerOf(a) !== customerOf(b)) return customerOf(a) < customerOf(b) ? -1 : 1;
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1);
}

/** A window over a stream of sales. What comes out depends on what came in and on nothing else. */
export class SalesWindow {
  #held: Sale[] = [];

  /** Takes one sale; answers the whole window, in order, when that fills it, else nothing. */
  add(sale: Sale): readonly Sale[] {
    this.#held.push(sale);
    return this.#held.length < salesPerWindow ? [] : this.finish();
  }

  /** Everything that is held, in order. */
  finish(): readonly Sale[] {
    const held = this.#held.sort(byCustomer);
    this.#held = [];
    return held;
  }
}
