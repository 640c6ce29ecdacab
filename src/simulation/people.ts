/** What people do at a tab: sell, take back, write down, correct, merge. They do it with what their tab shows them. */
import type { SaleLink } from '../domain/metrics/owner.ts';
import { type Customer, emptyCustomerFields } from '../domain/model/customer.ts';
import type { Attention } from '../domain/model/records.ts';
import { type Sale, saleRefOf } from '../domain/model/sale.ts';
import type { MutationArgs, MutationName } from '../domain/mutations/registry.ts';
import { buildLine, buildReturn, buildSale } from '../domain/testing/build.ts';
import { newId } from '../domain/values/ids.ts';
import { logStateOn, rowsOn, salesOn } from './look.ts';
import type { Model } from './model.ts';
import type { Chance } from './random.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

type Deed = (tab: Tab) => Promise<void>;

/** After a holiday half of what people do is to take back. */
const shareOfReturnDays = 1 / 6;

const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Flora'];

export class People {
  readonly #world: World;
  readonly #model: Model;
  readonly #chance: Chance;
  readonly #cashierId: string;
  /** So many of the deeds of this day are returns, beside the usual ones. */
  readonly #extraReturns: number;

  constructor(the: World, model: Model, cashierId: string) {
    this.#world = the;
    this.#cashierId = cashierId;
    this.#model = model;
    this.#chance = the.chance('people');
    this.#extraReturns = the.chance('returns').happens(shareOfReturnDays) ? 0.5 : 0;
  }

  /** Somebody does something at the tab, as a step of that tab. */
  act(tab: Tab): void {
    const deed = this.#deed();
    this.#world.soon(tab, () => {
      // The app has closed the shop on a device that was shut out and has handed everything in; nothing can be saved there.
      const isOver = () => logStateOn(tab.device)?.shutOut?.isOver === true;
      if (isOver()) return;
      void deed.call(this, tab).catch((error: unknown) => isOver() || tab.seams.report(error));
    });
  }

  #deed(): Deed {
    if (this.#extraReturns > 0 && this.#chance.happens(this.#extraReturns)) return this.#takeBack;
    const share = this.#chance.next();
    if (share < 0.5) return this.#sell;
    if (share < 0.62) return this.#takeBack;
    if (share < 0.74) return this.#addCustomer;
    if (share < 0.86) return this.#editCustomer;
    if (share < 0.92) return this.#merge;
    if (share < 0.95) return this.#unmerge;
    if (share < 0.965) return this.#decide;
    if (share < 0.975) return this.#print;
    if (share < 0.992) return this.#link;
    return this.#takeBackLink;
  }

  async #save<N extends MutationName>(
    tab: Tab,
    name: N,
    args: MutationArgs<N>,
    sale: Sale | null,
    supersedes: string | null = null,
  ): Promise<void> {
    if (!tab.open) return;
    if (sale) this.#model.triedSales.add(sale.id);
    const deviceName = tab.device.name;
    const result = await tab.open.writer.mutate(name, args, {
      accepted: ['over_returned'],
      ...(this.#chance.happens(0.5) && { actorId: this.#cashierId }),
      ...(supersedes && { supersedes }),
    });
    if (!result.saved) {
      this.#model.refused += 1;
      this.#world.note(`${tab.name} ${name} not saved: ${result.refusals.map(({ code }) => code).join()}`);
      return;
    }
    const { mutationId, number } = result;
    tab.open?.copies?.keepUp();
    this.#world.note(`${tab.name} ${name} saved ${number ?? ''} ${mutationId.slice(-12)}`);
    this.#model.saved.set(mutationId, {
      mutationId,
      name,
      saleId: sale?.id ?? null,
      number,
      totalMinor: sale?.totalMinor ?? 0,
      deviceName,
      savedAt: this.#world.now,
    });
  }

  #newId(tab: Tab): string {
    return newId(tab.device.now(), (count) => this.#chance.bytes(count));
  }

  #customers(tab: Tab): Customer[] {
    return rowsOn(tab.device).flatMap(({ kind, row }) => (kind === 'customer' ? [row as Customer] : []));
  }

  #head(tab: Tab): Partial<Sale> {
    const { deviceId, locationId, actorId } = tab.device.identity;
    const occurredAt = tab.device.now();
    return {
      id: this.#newId(tab),
      deviceId,
      locationId,
      staffId: actorId,
      number: '',
      occurredAt,
      businessDate: new Date(occurredAt).toISOString().slice(0, 10),
    };
  }

  async #sell(tab: Tab): Promise<void> {
    const customer = this.#chance.happens(0.7) ? this.#chance.pick(this.#customers(tab)) : undefined;
    const lines = Array.from({ length: this.#chance.between(1, 3) }, (_, index) => {
      const pieces = this.#chance.between(1, 4);
      const unitMinor = this.#chance.between(1, 5000);
      return buildLine({
        n: index + 1,
        quantityMilli: pieces * 1000,
        unitPriceMilli: unitMinor * 1000,
        totalMinor: pieces * unitMinor,
        taxMinor: 0,
        costMinor: Math.floor((pieces * unitMinor) / 2),
      });
    });
    const sale = buildSale({ ...this.#head(tab), customerId: customer?.id ?? null, lines });
    await this.#save(tab, 'recordSale', { sale }, sale);
  }

  async #takeBack(tab: Tab): Promise<void> {
    const sold = salesOn(tab.device).filter(({ sale }) => sale.type === 'sale');
    const parent = this.#chance.pick(sold)?.sale;
    const line = this.#chance.pick(parent?.lines ?? []);
    if (!parent || !line) return this.#sell(tab);
    const pieces = this.#chance.between(1, line.quantityMilli / 1000);
    const head = this.#head(tab);
    const sale = buildReturn(parent, [{ n: line.n, quantityMilli: pieces * 1000 }], head);
    await this.#save(tab, 'recordReturn', { sale }, sale);
  }

  async #addCustomer(tab: Tab): Promise<void> {
    const name = `${this.#chance.pick(names)} ${this.#chance.below(100)}`;
    const externalId = this.#chance.happens(0.3) ? String(this.#chance.below(8)) : null;
    const fields = { ...emptyCustomerFields(name), ...(externalId && { externalId }) };
    await this.#save(tab, 'createCustomer', { id: this.#newId(tab), fields }, null);
  }

  async #editCustomer(tab: Tab): Promise<void> {
    const customer = this.#chance.pick(this.#customers(tab));
    if (!customer) return this.#addCustomer(tab);
    const changes = this.#chance.happens(0.7)
      ? { name: `${this.#chance.pick(names)} ${this.#chance.below(1000)}` }
      : { externalId: String(this.#chance.below(8)) };
    await this.#save(tab, 'editCustomer', { id: customer.id, changes }, null);
  }

  #pair(tab: Tab): { winnerId: string; loserId: string } | null {
    const customers = this.#customers(tab);
    const winner = this.#chance.pick(customers);
    const loser = this.#chance.pick(customers);
    return winner && loser && winner.id !== loser.id ? { winnerId: winner.id, loserId: loser.id } : null;
  }

  async #merge(tab: Tab): Promise<void> {
    const pair = this.#pair(tab);
    if (!pair) return this.#addCustomer(tab);
    await this.#save(tab, 'mergeCustomers', { id: this.#newId(tab), ...pair, choices: {} }, null);
  }

  async #unmerge(tab: Tab): Promise<void> {
    const edges = rowsOn(tab.device).flatMap(({ kind, row }) =>
      kind === 'mergeEdge' ? [row as { winnerId: string; loserId: string; active: boolean }] : [],
    );
    const edge = this.#chance.pick(edges.filter(({ active }) => active));
    if (!edge) return this.#merge(tab);
    await this.#save(tab, 'unmergeCustomers', { winnerId: edge.winnerId, loserId: edge.loserId }, null);
  }

  /** Somebody looks at what did not hold: mends it, or says what becomes of it. */
  async #decide(tab: Tab): Promise<void> {
    const problems = rowsOn(tab.device).flatMap(({ kind, row }) =>
      kind === 'attention' ? [row as Attention] : [],
    );
    const problem = this.#chance.pick(problems);
    if (!problem) return this.#sell(tab);
    const { id, mutationId, mutationName, payload } = problem;
    const reason = 'as agreed';
    if (mutationName === 'editCustomer' && problem.state === 'open') {
      const { id: customerId } = JSON.parse(payload) as { id: string };
      const changes = { name: `${this.#chance.pick(names)} again` };
      await this.#save(tab, 'editCustomer', { id: customerId, changes }, null, mutationId);
    } else if (problem.state !== 'open') await this.#save(tab, 'reopenAttention', { id }, null);
    else if (this.#chance.happens(0.5)) await this.#save(tab, 'discardAttention', { id, reason }, null);
    else await this.#save(tab, 'handOverAttention', { id, reason }, null);
  }

  #links(tab: Tab): SaleLink[] {
    return rowsOn(tab.device).flatMap(({ kind, row }) => (kind === 'saleLink' ? [row as SaleLink] : []));
  }

  /** A document gets a customer, another one or none, with the links in view of which that was decided. */
  async #link(tab: Tab): Promise<void> {
    const sale = this.#chance.pick(salesOn(tab.device))?.sale;
    if (!sale) return this.#sell(tab);
    const customer = this.#chance.happens(0.8) ? this.#chance.pick(this.#customers(tab)) : undefined;
    const replaces = this.#links(tab).flatMap((link) => (link.sale.id === sale.id ? [link.id] : []));
    const args = {
      id: this.#newId(tab),
      sale: saleRefOf(sale),
      customerId: customer?.id ?? null,
      replaces: replaces.slice(-100),
    };
    await this.#save(tab, 'linkSale', args, null);
  }

  async #takeBackLink(tab: Tab): Promise<void> {
    const link = this.#chance.pick(this.#links(tab));
    if (!link) return this.#link(tab);
    await this.#save(tab, 'takeBackLink', { id: link.id, sale: link.sale }, null);
  }

  async #print(tab: Tab): Promise<void> {
    const printed = this.#chance.pick(salesOn(tab.device))?.sale;
    if (!printed) return this.#sell(tab);
    const { id, customerId, occurredAt } = printed;
    await this.#save(
      tab,
      'recordPrint',
      { id: this.#newId(tab), sale: { id, customerId, occurredAt }, form: 'copy' },
      null,
    );
  }
}
