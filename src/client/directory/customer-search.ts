/** Questions to the customer index, the only place that gives a tier, rank or lifecycle: who passes the filters and holds the words, in which order, and where a customer stands. */
import {
  lifecycleOf,
  type TierBounds,
  tierBounds,
  type ValueTier,
  valueTierOf,
} from '../../domain/metrics/tiers.ts';
import { customerStatuses, customerTypes } from '../../domain/model/customer.ts';
import { addDays } from '../../domain/values/calendar.ts';
import type { DirectoryAnswer, DirectoryQuery, DirectoryRow } from '../app/services.ts';
import { currencyCode, neverBought } from './customer-columns.ts';
import type { CustomerIndex } from './customer-index.ts';
import { dayNumber, noDay } from './day-number.ts';
import { customerWords, type SearchWord } from './search-words.ts';
import type { Ranking } from './seen-figures.ts';
import type { SpellingGuide } from './spelling-guide.ts';

/** Up to so many found customers are sorted by themselves; beyond it the order of all is made and kept. */
const sortedAlone = 2000;

interface Selection {
  readonly key: string;
  /** Ascending. */
  readonly slots: Uint32Array;
  readonly approximate: boolean;
}

/** Where a customer stands by net value among those of its currency. */
export interface Standing {
  readonly tier: ValueTier;
  readonly rank: number;
  readonly of: number;
  readonly vipFromMinor: number;
  readonly currency: string;
}

export class CustomerSearch {
  readonly #index: CustomerIndex;
  readonly #spelling: SpellingGuide;
  /** The index itself, or the figures of some places. */
  readonly #ranking: Ranking;
  #bounds: { revision: number; byCurrency: ReadonlyMap<number, TierBounds> } | null = null;
  /** The last selection: paging through a list asks for the same one again and again. */
  #selection: Selection | null = null;

  constructor(index: CustomerIndex, spelling: SpellingGuide, ranking: Ranking = index) {
    this.#index = index;
    this.#spelling = spelling;
    this.#ranking = ranking;
  }

  /** @param today business date in the shop */
  answer(query: DirectoryQuery, offset: number, limit: number, today: string): DirectoryAnswer {
    const { slots, approximate } = this.#select(query, today);
    const count = Math.max(0, Math.min(limit, slots.length - offset));
    const rows = Array.from({ length: count }, (_, index) => {
      const place = offset + index;
      const slot = slots[query.descending ? slots.length - 1 - place : place] as number;
      return this.#row(slot, today);
    });
    return { total: slots.length, rows, approximate };
  }

  /** The customers of some slots, in their order. */
  rows(slots: readonly number[], today: string): DirectoryRow[] {
    return slots.map((slot) => this.#row(slot, today));
  }

  /** Null for a customer without an order, as there is nothing to compare, and for one who objects to profiling. */
  standing(rootId: string): Standing | null {
    const { size } = this.#index;
    const { columns } = this.#ranking;
    const slot = this.#index.slotOf(rootId);
    if (slot === undefined || columns.present[slot] === 0 || columns.orders[slot] === 0) return null;
    if (this.#index.objects(slot)) return null;
    const currency = columns.currency[slot] as number;
    const bounds = this.#tierBounds().get(currency);
    if (!bounds) return null;
    const net = columns.netMinor[slot] as number;
    let greater = 0;
    for (let other = 0; other < size; other += 1) {
      const compared =
        columns.present[other] === 1 &&
        (columns.orders[other] as number) > 0 &&
        columns.currency[other] === currency;
      if (compared && (columns.netMinor[other] as number) > net) greater += 1;
    }
    return {
      tier: valueTierOf(net, bounds),
      rank: greater + 1,
      of: bounds.of,
      vipFromMinor: bounds.vipFromMinor,
      currency: currencyCode(currency),
    };
  }

  #select(query: DirectoryQuery, today: string): Selection {
    const { descending: _, ...asked } = query;
    const key = JSON.stringify([asked, today, this.#index.revision]);
    if (this.#selection?.key === key) return this.#selection;
    const words = customerWords(query.text);
    let hits = this.#hits(words);
    let approximate = false;
    if (words.length > 0 && !hits.includes(1)) {
      hits = this.#hits(this.#spelling.similar(words));
      approximate = hits.includes(1);
    }
    this.#filter(hits, query, today);
    this.#selection = { key, slots: this.#inOrder(hits, query), approximate };
    return this.#selection;
  }

  #hits(words: readonly SearchWord[]): Uint8Array {
    return words.length === 0
      ? this.#index.columns.present.slice(0, this.#index.size)
      : this.#index.hitsOf(words);
  }

  #filter(hits: Uint8Array, query: DirectoryQuery, today: string): void {
    const { columns } = this.#ranking;
    const type = query.type === null ? null : customerTypes.indexOf(query.type);
    const status = query.status === null ? null : customerStatuses.indexOf(query.status);
    const tagged = query.tag === null ? null : this.#index.taggedWith(query.tag);
    const ranked = query.tier !== null || query.lifecycle !== null;
    const day = dayNumber(today);
    for (let slot = 0; slot < hits.length; slot += 1) {
      if (hits[slot] === 0) continue;
      const passes =
        columns.present[slot] === 1 &&
        (type === null || columns.type[slot] === type) &&
        (status === null || columns.status[slot] === status) &&
        (tagged === null || tagged[slot] === 1) &&
        (!ranked ||
          ((query.tier === null || this.#tier(slot) === query.tier) &&
            (query.lifecycle === null || this.#lifecycle(slot, day) === query.lifecycle)));
      if (!passes) hits[slot] = 0;
    }
  }

  #inOrder(hits: Uint8Array, query: DirectoryQuery): Uint32Array {
    const slots = new Uint32Array(hits.length);
    let count = 0;
    for (let slot = 0; slot < hits.length; slot += 1) {
      if (hits[slot] === 0) continue;
      slots[count] = slot;
      count += 1;
    }
    if (count <= sortedAlone && !this.#ranking.hasOrder(query.sort)) {
      return this.#ranking.sorted(query.sort, slots.slice(0, count));
    }
    count = 0;
    for (const slot of this.#ranking.order(query.sort)) {
      if (hits[slot] === 0) continue;
      slots[count] = slot;
      count += 1;
    }
    return slots.slice(0, count);
  }

  #row(slot: number, today: string): DirectoryRow {
    const { columns } = this.#ranking;
    const lastAt = columns.lastAt[slot] as number;
    const lastDay = columns.lastDay[slot] as number;
    return {
      customerId: this.#index.idAt(slot),
      ...this.#index.shownAt(slot),
      type: customerTypes[columns.type[slot] as number] ?? 'retail',
      status: customerStatuses[columns.status[slot] as number] ?? 'active',
      currency: currencyCode(columns.currency[slot] as number),
      netMinor: columns.netMinor[slot] as number,
      orders: columns.orders[slot] as number,
      lastPurchaseAt: lastAt === neverBought ? null : lastAt,
      lastBusinessDate: lastDay === noDay ? null : addDays('1970-01-01', lastDay),
      tier: this.#tier(slot),
      lifecycle: this.#lifecycle(slot, dayNumber(today)),
    };
  }

  #tier(slot: number): ValueTier | null {
    const { columns } = this.#ranking;
    if (columns.orders[slot] === 0 || this.#index.objects(slot)) return null;
    const bounds = this.#tierBounds().get(columns.currency[slot] as number);
    return bounds ? valueTierOf(columns.netMinor[slot] as number, bounds) : null;
  }

  #lifecycle(slot: number, today: number): DirectoryRow['lifecycle'] {
    const { columns } = this.#ranking;
    if (columns.orders[slot] === 0 || this.#index.objects(slot)) return null;
    return lifecycleOf(today - (columns.firstDay[slot] as number), today - (columns.lastDay[slot] as number));
  }

  #tierBounds(): ReadonlyMap<number, TierBounds> {
    if (this.#bounds?.revision === this.#index.revision) return this.#bounds.byCurrency;
    const { size, revision } = this.#index;
    const { columns } = this.#ranking;
    const netsByCurrency = new Map<number, number[]>();
    for (let slot = 0; slot < size; slot += 1) {
      if (columns.present[slot] === 0 || columns.orders[slot] === 0) continue;
      const currency = columns.currency[slot] as number;
      let nets = netsByCurrency.get(currency);
      if (!nets) {
        nets = [];
        netsByCurrency.set(currency, nets);
      }
      nets.push(columns.netMinor[slot] as number);
    }
    const byCurrency = new Map<number, TierBounds>();
    for (const [currency, nets] of netsByCurrency) {
      const bounds = tierBounds(Float64Array.from(nets));
      if (bounds) byCurrency.set(currency, bounds);
    }
    this.#bounds = { revision, byCurrency };
    return byCurrency;
  }
}
