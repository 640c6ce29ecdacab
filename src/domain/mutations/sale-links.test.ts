import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownedDocuments } from '../metrics/owned-documents.ts';
import { ownerOf } from '../metrics/owner.ts';
import { metricsFromSales } from '../metrics/write-sales.ts';
import { guestId } from '../model/primitives.ts';
import { type Sale, saleRefOf } from '../model/sale.ts';
import {
  buildContext,
  buildCustomer,
  buildLine,
  buildPayment,
  buildReturn,
  buildSale,
  id,
  noon,
} from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, type MutationArgs, type MutationName } from './registry.ts';

const dayMs = 86_400_000;

class Shop {
  readonly store = new MemoryStore();
  #made = 0;

  do<N extends MutationName>(name: N, args: MutationArgs<N>, at = noon + this.#made) {
    this.#made += 1;
    return applyMutation(this.store, name, args, buildContext({ at, mutationId: id(`m ${this.#made}`) }));
  }

  async customer(name: string): Promise<string> {
    const customer = buildCustomer(name);
    await this.store.put('customer', customer);
    return customer.id;
  }

  async sell(key: string, fields: Partial<Sale> = {}): Promise<Sale> {
    const sale = buildSale({ id: id(key), ...fields });
    await this.do('recordSale', { sale });
    return sale;
  }

  link(key: string, sale: Sale, customerId: string | null, replaces: string[] = [], at?: number) {
    return this.do(
      'linkSale',
      { id: id(key), sale: saleRefOf(sale), customerId, replaces: replaces.map(id) },
      at,
    );
  }

  takeBack(key: string, sale: Sale) {
    return this.do('takeBackLink', { id: id(key), sale: saleRefOf(sale) });
  }

  owner(sale: Sale): Promise<string> {
    return ownerOf(this.store, sale);
  }

  async orders(customerId: string): Promise<number> {
    const [row] = await this.store.metrics([customerId]);
    return (row?.cells ?? []).reduce((sum, cell) => sum + cell.orders, 0);
  }

  /** What is stored is what the documents say, for everybody. */
  async expectTrueFigures(): Promise<void> {
    const owners = new Set([guestId, ...this.store.all('customer').map((row) => row.id)]);
    for (const owner of owners) {
      const [row] = await this.store.metrics([owner]);
      const told = metricsFromSales(owner, await ownedDocuments(this.store, owner));
      expect(row?.cells ?? []).toEqual(told.cells);
    }
    const byOwner = Map.groupBy(
      await Promise.all(this.store.allSales().map(async (sale) => ({ sale, owner: await this.owner(sale) }))),
      ({ owner }) => owner,
    );
    for (const owner of owners) {
      const theirs = (byOwner.get(owner) ?? []).map(({ sale }) => sale.id).sort();
      expect((await ownedDocuments(this.store, owner)).map((sale) => sale.id).sort()).toEqual(theirs);
    }
  }
}

async function shopOf(...names: string[]): Promise<{ shop: Shop; ids: string[] }> {
  const shop = new Shop();
  const ids: string[] = [];
  for (const name of names) ids.push(await shop.customer(name));
  return { shop, ids };
}

describe('a sale that gets its customer later', () => {
  it('[REQ-L9] [L5] counts for the customer from then on, and for the guests no more', async () => {
    const {
      shop,
      ids: [ada = ''],
    } = await shopOf('Ada');
    const sale = await shop.sell('guest');
    expect(await shop.link('l1', sale, ada)).toEqual({ ok: true, issues: [] });
    expect([await shop.orders(ada), await shop.orders(guestId)]).toEqual([1, 0]);
    await shop.expectTrueFigures();
  });

  it('[REQ-L9] [REQ-C11] but a payment on account goes to another customer and never to nobody', async () => {
    const {
      shop,
      ids: [ada = '', bea = ''],
    } = await shopOf('Ada', 'Bea');
    const payment = buildPayment({ customerId: ada, amountMinor: 500 });
    await shop.do('recordSale', { sale: payment });
    expect(await shop.link('l1', payment, null)).toMatchObject({
      refusal: { code: 'payment_needs_customer' },
    });
    expect(await shop.link('l2', payment, bea)).toEqual({ ok: true, issues: [] });
    await shop.expectTrueFigures();
    const paid = async () => (await shop.store.metrics([bea]))[0]?.cells.map((cell) => cell.creditPaidMinor);
    expect(await paid()).toEqual([500]);
    const parent = saleRefOf(payment);
    const back = buildPayment({ id: id('back'), customerId: ada, amountMinor: -200, parent });
    await shop.do('recordSale', { sale: back });
    await shop.expectTrueFigures();
    expect(await paid()).toEqual([300]);
  });

  it('[REQ-L9] [L5] takes with it what was returned of it before and after', async () => {
    const {
      shop,
      ids: [ada = '', bea = ''],
    } = await shopOf('Ada', 'Bea');
    const sale = await shop.sell('sold', {
      customerId: ada,
      lines: [buildLine({ quantityMilli: 3000, totalMinor: 5400 })],
    });
    const back = (key: string) => buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id(key) });
    await shop.do('recordReturn', { sale: back('before') });
    await shop.link('l1', sale, bea);
    await shop.do('recordReturn', { sale: back('after') });
    const [row] = await shop.store.metrics([bea]);
    expect(row?.cells).toMatchObject([{ orders: 1, returns: 2 }]);
    expect(await shop.orders(ada)).toBe(0);
    await shop.expectTrueFigures();
  });

  it('[REQ-L9] is taken from everyone, and back again exactly', async () => {
    const {
      shop,
      ids: [ada = ''],
    } = await shopOf('Ada');
    const sale = await shop.sell('sold', { customerId: ada });
    const [before] = await shop.store.metrics([ada]);
    await shop.link('l1', sale, null);
    expect([await shop.orders(ada), await shop.orders(guestId)]).toEqual([0, 1]);
    await shop.takeBack('l1', sale);
    expect((await shop.store.metrics([ada]))[0]).toEqual(before);
    await shop.expectTrueFigures();
  });

  it('[L5] a link holds over those that its maker saw, also where a clock that ran ahead wrote them', async () => {
    const {
      shop,
      ids: [ada = '', bea = '', cy = ''],
    } = await shopOf('Ada', 'Bea', 'Cy');
    const sale = await shop.sell('guest');
    await shop.link('l1', sale, ada, [], noon + 365 * dayMs);
    await shop.link('l2', sale, bea, ['l1'], noon);
    expect(await shop.owner(sale)).toBe(bea);
    // Of two that did not see each other the newer holds, whichever came first.
    await shop.link('l3', sale, cy, ['l1'], noon - 1);
    expect(await shop.owner(sale)).toBe(bea);
    await shop.takeBack('l2', sale);
    expect(await shop.owner(sale)).toBe(cy);
    await shop.takeBack('l3', sale);
    expect(await shop.owner(sale)).toBe(ada);
    await shop.expectTrueFigures();
  });

  it('[K2] is refused without the sale or the customer, and a link is never another sale’s', async () => {
    const {
      shop,
      ids: [ada = ''],
    } = await shopOf('Ada');
    const sale = await shop.sell('guest');
    const other = buildSale({ id: id('never made') });
    expect(await shop.link('l1', other, ada)).toMatchObject({ refusal: { code: 'sale_not_found' } });
    expect(await shop.link('l1', sale, id('nobody'))).toMatchObject({
      refusal: { code: 'customer_not_found' },
    });
    await shop.link('l1', sale, ada);
    expect(await shop.link('l1', sale, null)).toMatchObject({ refusal: { code: 'already_exists' } });
    expect(await shop.takeBack('l1', other)).toMatchObject({ refusal: { code: 'not_found' } });
  });
});

type Step =
  | { readonly kind: 'sell'; readonly customer: number; readonly day: number; readonly place: number }
  | { readonly kind: 'return'; readonly sale: number; readonly customer: number; readonly day: number }
  | { readonly kind: 'link'; readonly sale: number; readonly customer: number; readonly sees: boolean }
  | { readonly kind: 'back'; readonly link: number }
  | { readonly kind: 'merge' | 'unmerge'; readonly pair: number };

const nat = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('sell' as const),
    customer: nat,
    day: fc.nat({ max: 400 }),
    place: fc.nat({ max: 1 }),
  }),
  fc.record({ kind: fc.constant('return' as const), sale: nat, customer: nat, day: fc.nat({ max: 400 }) }),
  fc.record({ kind: fc.constant('link' as const), sale: nat, customer: nat, sees: fc.boolean() }),
  fc.record({ kind: fc.constant('back' as const), link: nat }),
  fc.record({ kind: fc.constantFrom('merge' as const, 'unmerge' as const), pair: nat }),
);

async function play(steps: readonly Step[]): Promise<Shop> {
  const { shop, ids } = await shopOf('Ada', 'Bea', 'Cy');
  const whom = (n: number): string | null => ids[n % 4] ?? null;
  const { store } = shop;
  for (const [n, one] of steps.entries()) {
    const sales = store.allSales();
    const links = store.all('saleLink');
    switch (one.kind) {
      case 'sell': {
        const occurredAt = noon + one.day * dayMs;
        const businessDate = new Date(occurredAt).toISOString().slice(0, 10);
        await shop.sell(`s${n}`, {
          customerId: whom(one.customer),
          occurredAt,
          businessDate,
          locationId: id(`p${one.place}`),
        });
        break;
      }
      case 'return': {
        const parent = sales[one.sale % sales.length];
        if (!parent || parent.type === 'return') break;
        const occurredAt = noon + one.day * dayMs;
        const head = {
          id: id(`r${n}`),
          customerId: whom(one.customer),
          occurredAt,
          locationId: parent.locationId,
        };
        await shop.do('recordReturn', { sale: buildReturn(parent, [{ n: 1, quantityMilli: 1000 }], head) });
        break;
      }
      case 'link': {
        const sale = sales[one.sale % sales.length];
        if (!sale) break;
        const seen = one.sees ? links.filter((link) => link.sale.id === sale.id).map((link) => link.id) : [];
        const args = {
          id: id(`l${n}`),
          sale: saleRefOf(sale),
          customerId: whom(one.customer),
          replaces: seen,
        };
        await shop.do('linkSale', args, noon + ((n * 7) % 5));
        break;
      }
      case 'back': {
        const link = links[one.link % links.length];
        if (link) await shop.do('takeBackLink', { id: link.id, sale: link.sale });
        break;
      }
      default: {
        const [winnerId = '', loserId = ''] = [ids[one.pair % 3], ids[(one.pair + 1) % 3]];
        if (one.kind === 'merge')
          await shop.do('mergeCustomers', { id: id(`e${n}`), winnerId, loserId, choices: {} });
        else await shop.do('unmergeCustomers', { winnerId, loserId });
      }
    }
  }
  return shop;
}

describe('figures of documents whose owner changes', () => {
  it('[L4] [L5] are those recounted from the documents after any sequence of sales, returns, links and merges', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await (await play(steps)).expectTrueFigures();
      }),
      { numRuns: 300 },
    );
  });
});
