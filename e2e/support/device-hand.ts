/**
 * Runs in the page, beside the app: one more tab of the tablet, without a screen. It saves through the client's own writer and tells
 * what the tablet holds.
 */
import { type DeviceData, openDeviceData } from '../../src/client/outbox/device-data.ts';
import { logStateOf } from '../../src/client/outbox/log-database.ts';
import { currentTenant } from '../../src/client/outbox/shop-registry.ts';
import { unpackEntry } from '../../src/client/outbox/stored-args.ts';
import { createWriter, type Writer } from '../../src/client/outbox/writer.ts';
import { systemSeams } from '../../src/client/platform/seams.ts';
import { createDrain } from '../../src/client/replica/drain.ts';
import { unpackSales } from '../../src/client/replica/packed-sales.ts';
import { createQueries } from '../../src/client/replica/queries.ts';
import type { Customer } from '../../src/domain/model/customer.ts';
import type { Sale } from '../../src/domain/model/sale.ts';
import { positionsOf } from '../../src/domain/mutations/field-edits.ts';
import { buildLine, buildReturn, buildSale } from '../../src/domain/testing/build.ts';
import { canonicalJson } from '../../src/domain/values/canonical-json.ts';
import type { Deed, Edit, HeldRow, Holding, Kept, Return, Selling } from './shop-day.ts';

const seams = systemSeams('journey');

async function openHand() {
  const tenantId = await currentTenant();
  if (tenantId === null) throw new Error('There is no shop on this tablet.');
  const data = await openDeviceData(tenantId, seams.newId);
  const { deviceId, actorId } = await logStateOf(data.log);
  const device = await createQueries(data.replica).row('device', deviceId);
  if (!device) throw new Error('The tablet does not know itself.');
  const drain = createDrain(data, seams.report);
  const otherTabs = new BroadcastChannel(`regulars-sync-${tenantId}`);
  return { data, drain, otherTabs, deviceId, locationId: device.locationId, staffId: actorId };
}

type OpenHand = Awaited<ReturnType<typeof openHand>>;

const hand = openHand();

function headOf(id: string, { deviceId, locationId, staffId }: OpenHand): Partial<Sale> {
  const occurredAt = seams.clock.now();
  const businessDate = new Date(occurredAt).toISOString().slice(0, 10);
  return { id, deviceId, locationId, staffId, number: '', occurredAt, businessDate };
}

function sell(writer: Writer, own: OpenHand, { documentId, customerId, lines }: Selling) {
  const sale = buildSale({
    ...headOf(documentId, own),
    customerId,
    lines: lines.map(({ pieces, unitMinor }, index) =>
      buildLine({
        n: index + 1,
        quantityMilli: pieces * 1000,
        unitPriceMilli: unitMinor * 1000,
        totalMinor: pieces * unitMinor,
        taxMinor: 0,
      }),
    ),
  });
  return writer.mutate('recordSale', { sale });
}

async function takeBack(writer: Writer, own: OpenHand, { documentId, ofEither }: Return) {
  for (const ref of ofEither) {
    const receipt = await createQueries(own.data.replica).receipt(ref);
    if (!receipt) continue;
    const sale = buildReturn(receipt.sale, [{ n: 1, quantityMilli: 1000 }], headOf(documentId, own));
    return writer.mutate('recordReturn', { sale });
  }
  throw new Error('The tablet has none of the sales that come back.');
}

async function edit(writer: Writer, own: OpenHand, { customerId, field, value }: Edit) {
  const today = new Date(seams.clock.now()).toISOString().slice(0, 10);
  const view = await createQueries(own.data.replica).customer(customerId, today);
  const customer = view?.members.get(customerId);
  if (!customer) throw new Error('The tablet does not know the customer.');
  const changes: Partial<Customer> = { [field]: value };
  return writer.mutate('editCustomer', { id: customerId, changes, seen: positionsOf(customer, [field]) });
}

async function saveOnce(own: OpenHand, deed: Deed, drain: OpenHand['drain']): Promise<void> {
  const writer = createWriter(own.data, { ...seams, newId: () => deed.id }, drain);
  const result = await (deed.kind === 'sale'
    ? sell(writer, own, deed)
    : deed.kind === 'return'
      ? takeBack(writer, own, deed)
      : edit(writer, own, deed));
  if (!result.saved) throw new Error(result.refusals.map(({ code }) => code).join());
  own.otherTabs.postMessage({ kind: 'wake', reason: 'logged' });
}

/** Does it once, under the id of the deed; answers as `kept` does. */
export async function save(deed: Deed): Promise<Kept> {
  const own = await hand;
  await saveOnce(own, deed, own.drain);
  const found = await kept(deed.id);
  if (!found) throw new Error('It was said to be saved and does not lie in the log.');
  return found;
}

/** Does them one after the other; what they have changed is shown together at the end. */
export async function saveMany(deeds: readonly Deed[]): Promise<void> {
  const own = await hand;
  for (const deed of deeds) await saveOnce(own, deed, () => Promise.resolve());
  await own.drain();
}

/** What the log holds under the id of a deed, or null. */
export async function kept(id: string): Promise<Kept | null> {
  const { log } = (await hand).data;
  const stored = await log.transaction('r', log.entries, log.retained, async () => {
    const waiting = await log.entries.where('id').equals(id).first();
    return waiting ?? (await log.retained.where('id').equals(id).first());
  });
  if (!stored) return null;
  const { sale } = (await unpackEntry(log, stored)).args as { sale?: Sale };
  if (!sale) return { document: null };
  const { number, totalMinor, customerId, occurredAt } = sale;
  const ref = { id: sale.id, customerId, occurredAt };
  return { document: { ref, number, totalMinor, parentId: sale.parent?.id ?? null } };
}

/** Tells the tab that leads to sync at once. */
export async function insist(): Promise<void> {
  (await hand).otherTabs.postMessage({ kind: 'wake', reason: 'insisted' });
}

/** How many changes the server has not shown. */
export async function unsent(): Promise<number> {
  return (await hand).data.log.entries.count();
}

/** All that the tablet holds of the shop, in one state. */
export async function holding(): Promise<Holding> {
  return heldIn((await hand).data);
}

function heldIn({ replica }: DeviceData): Promise<Holding> {
  return replica.transaction('r', replica.rows, replica.pages, replica.hotSales, replica.meta, async () => {
    const rows = (await replica.rows.toArray()).map(
      (stored): HeldRow => ({
        key: `${stored.kind} ${stored.id}`,
        v: stored.v,
        content: canonicalJson(replica.codec.openRow(stored.kind, stored) ?? null),
      }),
    );
    const sealed = (await replica.pages.toArray()).flatMap(({ sales }) => unpackSales(sales));
    const sales = [...sealed, ...(await replica.hotSales.toArray())].map(
      ({ sale, v }): HeldRow => ({ key: `sale ${sale.id}`, v, content: canonicalJson(sale) }),
    );
    const state = await replica.meta.get('state');
    return { position: state?.feed.v ?? 0, rows: [...rows, ...sales] };
  });
}
