/** What a stall does in a month: mostly sales, and customers who are added and corrected. */
import { newId } from '../../src/domain/values/ids.ts';
import type { Chance } from '../../src/simulation/random.ts';
import type { Deed } from './shop-day.ts';

export class ShopMonth {
  readonly #chance: Chance;
  readonly #customerIds: readonly string[];
  #drawn = 0;
  /** How many of the deeds drawn were sales. */
  sales = 0;

  constructor(chance: Chance, customerIds: readonly string[]) {
    this.#chance = chance;
    this.#customerIds = customerIds;
  }

  draw(count: number): Deed[] {
    return Array.from({ length: count }, () => this.#next());
  }

  #next(): Deed {
    this.#drawn += 1;
    const customerId = this.#chance.pick(this.#customerIds);
    if (!customerId) throw new Error('There are no customers.');
    const [id, documentId] = [this.#newId(), this.#newId()];
    if (this.#chance.happens(0.5)) {
      const field = this.#chance.pick(['firstName', 'lastName', 'internalNotes'] as const) ?? 'firstName';
      return { kind: 'edit', id, customerId, field, value: `word ${this.#drawn}` };
    }
    this.sales += 1;
    const unitMinor = this.#chance.between(1, 5000);
    return { kind: 'sale', id, documentId, customerId, lines: [{ pieces: 1, unitMinor }] };
  }

  #newId(): string {
    return newId(Date.now(), (count) => this.#chance.bytes(count));
  }
}
