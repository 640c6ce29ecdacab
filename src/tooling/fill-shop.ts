/** Fills a shop at the server with the made-up shop that speed is measured with, by the mutations of an import; beside a running server. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { catalogueSize } from '../domain/generator/catalogue.ts';
import { generateShop } from '../domain/generator/generate-shop.ts';
import { benchPlan, type ShopPlan } from '../domain/generator/shop-plan.ts';
import { firstLocation } from '../domain/model/shop.ts';
import { nameBasedId } from '../domain/values/ids.ts';
import { openKeepsakes } from '../server/backup/keepsakes.ts';
import { readConfig } from '../server/config.ts';
import type { Dependencies } from '../server/dependencies.ts';
import { applyBatch, nothingAdded } from '../server/imports/apply-batch.ts';
import { openConfiguredStorage } from '../server/storage/open-configured.ts';
import { noUnendedPushes } from '../server/sync/unended-pushes.ts';
import { answerHelp } from './help.ts';

answerHelp(`
node src/tooling/fill-shop.ts --tenant ID [--size 0.001…1]

Fills the shop with made-up customers and three years of sales. Prints what was added; a second time that is nothing.

--tenant   id of the shop
--size     1 is 100,000 customers, 1,000,000 sales and 3,000,000 lines; 0.01 if it is not set
`);

async function planOf({ storage, clock }: Dependencies, tenantId: string, size: number): Promise<ShopPlan> {
  const { setting, locations } = await storage.read(tenantId, async (reader) => ({
    setting: await reader.get('setting', tenantId),
    locations: await reader.all('location'),
  }));
  const location = firstLocation(locations);
  if (!setting || !location) throw new Error('a shop without settings or without a location');
  const id = nameBasedId('importRun', 'made up', tenantId);
  const run = { id, format: 'csv', fileName: 'made-up.csv', startedAt: clock(), startedBy: null } as const;
  const { currency, timeZone } = setting;
  const plan = benchPlan({ currency, timeZone, locationId: location.id, staffIds: [], run }, size);
  // The goods of a small shop are fewer too: a till loads them before anything else.
  return { ...plan, products: Math.max(catalogueSize, Math.round(plan.products * size)) };
}

const { values } = parseArgs({ options: { tenant: { type: 'string' }, size: { type: 'string' } } });
const size = Number(values.size ?? 0.01);
if (!values.tenant || !(size > 0 && size <= 1)) throw new Error('--tenant and a --size up to 1; see --help.');
const config = readConfig(process.env);
const storage = await openConfiguredStorage(config, 'command');
try {
  const keepsakes = openKeepsakes(config.dataFolder, randomBytes);
  const dependencies = { storage, clock: Date.now, randomBytes, keepsakes, unendedPushes: noUnendedPushes };
  const added = nothingAdded();
  for (const batch of generateShop(await planOf(dependencies, values.tenant, size)))
    await applyBatch(dependencies, values.tenant, batch, added);
  console.log(JSON.stringify(added));
} finally {
  await storage.close();
}
