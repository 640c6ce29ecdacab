/** Orders of other systems (REQ-L10, rule P6). */
import * as z from 'zod';
import type { Product } from '../../domain/model/catalogue.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { firstLocation } from '../../domain/model/shop.ts';
import type { StoreReader } from '../../domain/store.ts';
import { nameBasedId, newId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantWriter } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { receiptView, receiptViewSchema } from '../views/receipt-view.ts';
import { fieldsOfNew } from './customer-body.ts';
import { saveDetails } from './customer-detail.ts';
import { type OrderBody, orderBody } from './order-body.ts';
import { isSameOrder, orderSaleId, saleOfOrder } from './order-sale.ts';
import { orderMoment } from './order-time.ts';
import { receiptParts } from './receipt-parts.ts';
import { seesPlace } from './seen-places.ts';
import { shopSetting } from './shown-customer.ts';

const orderAnswer = z.object({ order: receiptViewSchema });

export function registerOrderRoutes(app: App, dependencies: Dependencies): void {
  app.post(
    '/orders',
    {
      config: { access: 'sales:write' },
      schema: {
        tags: ['orders'],
        summary: 'Record an order of another system',
        description:
          'The same `external_id` is recorded once: a repeat is answered with the sale that is there (200 instead of 201), one with other goods or amounts is refused (409).',
        body: orderBody,
        response: { 200: orderAnswer, 201: orderAnswer, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const order = request.body;
      const { sale, isNew } = await dependencies.storage.write(caller.tenantId, async (writer) => {
        const recorded = await writer.saleById(orderSaleId(order.external_id));
        const sale = await saleToRecord(writer, dependencies, caller, order, recorded);
        if (recorded && !isSameOrder(recorded, sale)) {
          throw new RequestRefused([{ code: 'already_exists', path: ['external_id'] }]);
        }
        if (!seesPlace(caller, sale.locationId))
          throw new RequestRefused([{ code: 'not_permitted', path: ['external_id'] }]);
        if (!recorded) await mutateIn(writer, dependencies, caller, 'recordSale', { sale });
        return { sale: await receiptParts(writer, recorded ?? sale), isNew: !recorded };
      });
      return reply.code(isNew ? 201 : 200).send({ order: receiptView(sale) });
    },
  );
}

/** The sale that an order asks for; of one that is recorded, only what can differ is looked up. */
async function saleToRecord(
  writer: TenantWriter,
  dependencies: Dependencies,
  caller: Caller,
  order: OrderBody,
  recorded: Sale | undefined,
): Promise<Sale> {
  const setting = await shopSetting(writer, caller.tenantId);
  const moment = orderMoment(order.occurred_at, setting, dependencies.clock());
  if (!moment) throw new RequestRefused([{ code: 'date_out_of_range', path: ['occurred_at'] }]);
  return saleOfOrder(order, {
    moment,
    timeZone: setting.timeZone,
    currency: order.currency ?? recorded?.currency ?? setting.currency,
    taxMode: order.tax_mode ?? recorded?.taxMode ?? setting.taxMode,
    locationId: recorded?.locationId ?? (await locationOf(writer, caller, order)),
    customerId: recorded ? recorded.customerId : await customerOf(writer, dependencies, caller, order),
    products: await productsOf(writer, order),
  });
}

/** Where the order was made: as it says, else where the device stands, else the shop's first place. */
async function locationOf(writer: TenantWriter, caller: Caller, order: OrderBody): Promise<string> {
  const location_id = order.location_id ?? caller.session?.device.locationId;
  if (location_id !== undefined) {
    if ((await writer.get('location', location_id)) && seesPlace(caller, location_id)) return location_id;
    throw new RequestRefused([{ code: 'not_found', path: ['location_id'] }]);
  }
  const first = firstLocation(await writer.all('location'));
  if (!first) throw new RequestRefused([{ code: 'not_found', path: ['location_id'] }]);
  return first.id;
}

/** The customer of an order, created where the order brings one along that is not known; null for a guest. */
async function customerOf(
  writer: TenantWriter,
  dependencies: Dependencies,
  caller: Caller,
  order: OrderBody,
): Promise<string | null> {
  const unknown = (name: string) => new RequestRefused([{ code: 'customer_not_found', path: [name] }]);
  if (order.customer_id !== undefined) {
    if (await writer.get('customer', order.customer_id)) return order.customer_id;
    throw unknown('customer_id');
  }
  if (order.customer_external_id !== undefined) {
    const id = await customerWith(writer, order.customer_external_id);
    if (id !== undefined) return id;
    throw unknown('customer_external_id');
  }
  if (!order.customer) return null;
  const { currency } = await shopSetting(writer, caller.tenantId);
  const fields = fieldsOfNew(order.customer, currency);
  const known = fields.externalId === null ? undefined : await customerWith(writer, fields.externalId);
  if (known !== undefined) return known;
  // Known ones may be named; a new one is a customer like any other.
  if (!caller.scopes.includes('customers:write')) {
    throw new RequestRefused([{ code: 'not_permitted', path: ['customer'] }]);
  }
  const id =
    fields.externalId === null
      ? newId(dependencies.clock(), dependencies.randomBytes)
      : nameBasedId('order', 'customer', fields.externalId);
  await mutateIn(writer, dependencies, caller, 'createCustomer', { id, fields });
  await saveDetails(writer, dependencies, caller, id, order.customer);
  return id;
}

async function customerWith(reader: StoreReader, externalId: string): Promise<string | undefined> {
  return (await reader.references('customer', externalId))[0]?.id;
}

/** The product of each line, by id or by SKU. */
async function productsOf(reader: StoreReader, { lines }: OrderBody): Promise<(Product | undefined)[]> {
  const bySku = new Map<string, Product | undefined>();
  const found: (Product | undefined)[] = [];
  for (const [index, { product_id, sku }] of lines.entries()) {
    if (product_id !== undefined) {
      const product = await reader.get('product', product_id);
      if (!product)
        throw new RequestRefused([{ code: 'product_not_found', path: ['lines', index, 'product_id'] }]);
      found.push(product);
      continue;
    }
    if (sku !== '' && !bySku.has(sku)) {
      const bearers = await reader.references('product', sku);
      bySku.set(sku, bearers.find((product) => product.active) ?? bearers[0]);
    }
    found.push(bySku.get(sku));
  }
  return found;
}
