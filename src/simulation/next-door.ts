/** Another shop on the same server (rule A3): it gives its rows the very ids that this shop has given to its own. */
import { writeSales } from '../domain/metrics/write-sales.ts';
import type { Customer } from '../domain/model/customer.ts';
import type { Sale } from '../domain/model/sale.ts';
import type { FeedRow } from '../domain/sync/protocol.ts';
import { canonicalJson } from '../domain/values/canonical-json.ts';
import { feedOf } from './feed-of.ts';
import { rowsOn, salesOn } from './look.ts';
import type { Run } from './run.ts';

const shareOfRuns = 0.05;
const customerName = 'From next door';
const numberOf = (number: string) => `NEXT-DOOR-${number}`;
const keyOf = ({ table, id }: Pick<FeedRow, 'table' | 'id'>) => `${table} ${id}`;

export class NextDoor {
  readonly #run: Run;
  /** What it has written, by table and id. */
  readonly #written = new Map<string, string>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** Works once or not at all, within so many milliseconds. */
  open(withinMs: number): void {
    const { world, faults } = this.#run;
    if (!faults.isDue('shopNextDoor', shareOfRuns)) return;
    world.after(world.outside, faults.chance('shopNextDoor').between(0, withinMs), () => {
      // A server that is down, or fails just then, is not asked again.
      void this.#work().catch(() => undefined);
    });
  }

  async #work(): Promise<void> {
    const { server, template, faults, world } = this.#run;
    const storage = server.require();
    const here = await feedOf(storage, template.tenantId, null);
    const newest = [...new Map(here.map((row) => [keyOf(row), row])).values()];
    const customers = newest.flatMap(({ table, row }) =>
      table === 'customer' && row ? [row as Customer] : [],
    );
    const sales = newest.flatMap(({ table, row }) => (table === 'sale' ? [row as Sale] : []));
    const theirs = customers.map((customer) => ({ ...customer, name: customerName }));
    const sold = sales.map((sale) => ({ ...sale, number: numberOf(sale.number) }));
    await storage.write(template.nextDoorId, async (writer) => {
      for (const customer of theirs) await writer.put('customer', customer);
      await writeSales(writer, sold, 'one');
    });
    for (const row of theirs) this.#written.set(keyOf({ table: 'customer', id: row.id }), canonicalJson(row));
    for (const row of sold) this.#written.set(keyOf({ table: 'sale', id: row.id }), canonicalJson(row));
    faults.count('shopNextDoor');
    world.note(`next door ${this.#written.size} rows were written under the ids of this shop`);
  }

  /** Each of the two shops has its own rows and nothing of the other's. */
  async check(): Promise<void> {
    const run = this.#run;
    // What it had is in no backup.
    if (this.#written.size === 0 || run.faults.counts.serverRestored) return;
    const storage = run.server.require();
    const theirs = await feedOf(storage, run.template.nextDoorId, null);
    const kept = new Map(theirs.map((row) => [keyOf(row), canonicalJson(row.row)]));
    for (const [key, text] of this.#written)
      run.check('T', kept.get(key) === text, () => `next door ${key} is not what was written`);
    const foreign = theirs.filter((row) => isOfDays(row) && !this.#written.has(keyOf(row)));
    run.check('T', foreign.length === 0, () => `next door has ${foreign.map(keyOf).join()} of this shop`);
    this.#checkHere('the server', await feedOf(storage, run.template.tenantId, null));
    for (const device of run.devices) {
      const rows = rowsOn(device).map(({ kind, id, row }) => ({ table: kind, id, row }));
      const sales = salesOn(device).map(({ sale }) => ({ table: 'sale', id: sale.id, row: sale }));
      this.#checkHere(device.name, [...rows, ...sales]);
    }
  }

  #checkHere(where: string, rows: readonly Pick<FeedRow, 'table' | 'id' | 'row'>[]): void {
    for (const row of rows)
      this.#run.check(
        'T',
        this.#written.get(keyOf(row)) !== canonicalJson(row.row),
        () => `${where} has ${keyOf(row)} as it is next door`,
      );
  }
}

/** What a day makes, unlike the rows that a shop is founded with. */
const isOfDays = ({ table }: FeedRow) =>
  !['tenant', 'setting', 'location', 'staff', 'device', 'taxRate', 'paymentMethod', 'apiKey'].includes(table);
