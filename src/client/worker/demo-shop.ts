/** Fills a demo shop with a made-up year that ends today, through the same batches as an import. */
import { generateShop } from '../../domain/generator/generate-shop.ts';
import { demoPlan } from '../../domain/generator/shop-plan.ts';
import { addDays, businessDateOf, zoneOffsetMinutes } from '../../domain/values/calendar.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import type { Seams } from '../platform/seams.ts';
import type { ShopInWorker } from './open-shop-in-worker.ts';
import { shopOfImport } from './shop-of-import.ts';

const daysOfHistory = 365;

const demoTaxRates = [
  { name: 'Standard', rateMilli: 20_000 },
  { name: 'Zero', rateMilli: 0 },
].map((rate) => ({ ...rate, id: nameBasedId('demo', 'taxRate', rate.name), active: true }));

export async function fillDemo(
  shop: ShopInWorker,
  seams: Seams,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  const { actorId, currency, timeZone, cutOffHour, locationId } = await shopOfImport(shop.data);
  const now = seams.clock.now();
  const today = businessDateOf(now, zoneOffsetMinutes(timeZone, now), cutOffHour);
  const run = {
    id: seams.newId(),
    format: 'csv',
    fileName: 'demo',
    startedAt: now,
    startedBy: actorId,
  } as const;
  const staffIds = actorId === null ? [] : [actorId];
  for (const taxRate of demoTaxRates) await shop.writer.save('saveTaxRate', { taxRate });
  const own = { currency, timeZone, locationId, staffIds, taxRates: demoTaxRates, run };
  const plan = demoPlan(own, addDays(today, -daysOfHistory), today, now);
  let done = 0;
  onProgress(done, plan.sales);
  for (const batch of generateShop(plan)) {
    const result = await shop.writer.save('importBatch', batch);
    if (!result.saved) throw new Error(`The demo could not be saved: ${result.refusals[0]?.code}`);
    await shop.drain();
    done += batch.sales.length;
    onProgress(done, plan.sales);
  }
  onProgress(plan.sales, plan.sales);
}
