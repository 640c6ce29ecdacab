/** Mutations about the shop itself: opening it on a device, its settings, locations and tax rates. */
import * as z from 'zod/mini';
import { rateTable, taxRate } from '../model/catalogue.ts';
import { device, location, setting, settingFieldsSchema, staff, tenant } from '../model/shop.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

/** Opens a shop: its first rows, on a device without a server or by an operator's command. */
export const openShop = defineMutation({
  name: 'openShop',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    tenant: tenant.schema,
    setting: setting.schema,
    location: location.schema,
    owner: staff.schema,
    device: z.nullable(device.schema),
  }),
  async run(store, args) {
    if (await store.get('setting', args.tenant.id)) return refuse('shop_exists');
    await store.put('tenant', args.tenant);
    await store.put('setting', args.setting);
    await store.put('location', args.location);
    await store.put('staff', args.owner);
    if (args.device) await store.put('device', args.device);
    return applied;
  },
});

/** Edits settings of the shop. */
export const editSettings = defineMutation({
  name: 'editSettings',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ tenantId: tenant.schema.shape.id, changes: z.partial(settingFieldsSchema) }),
  async run(store, { tenantId, changes }, context) {
    const row = await store.get('setting', tenantId);
    if (!row) return refuse('not_found');
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    await store.put('setting', { ...row, ...given, updatedAt: context.at });
    return applied;
  },
});

/** Creates or edits a location. */
export const saveLocation = defineMutation({
  name: 'saveLocation',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ location: location.schema }),
  async run(store, args) {
    await store.put('location', args.location);
    return applied;
  },
});

/** Creates or edits a tax rate. */
export const saveTaxRate = defineMutation({
  name: 'saveTaxRate',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ taxRate: taxRate.schema }),
  async run(store, args) {
    await store.put('taxRate', args.taxRate);
    return applied;
  },
});

/** Sets exchange rates; a rate of the same currency and day is replaced. */
export const saveRates = defineMutation({
  name: 'saveRates',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ rates: z.array(rateTable.schema).check(z.maxLength(5000)) }),
  async run(store, { rates }) {
    await store.putMany('rateTable', rates);
    return applied;
  },
});
