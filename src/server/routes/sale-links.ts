/** Documents by themselves, and whose they are: linked to a customer later, moved to another one, or taken from everyone (REQ-L9). */
import * as z from 'zod';
import { linkThatHolds } from '../../domain/metrics/owner.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import { newId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantReader } from '../storage/storage.ts';
import { errorResponses } from '../views/error-view.ts';
import { receiptView, receiptViewSchema } from '../views/receipt-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { receiptParts } from './receipt-parts.ts';
import { idParams, idText } from './request-values.ts';
import { seesPlace } from './seen-places.ts';

const linkBody = acceptingNames(
  z.object({
    customer_id: idText.nullable().describe('Whose purchase it is; null takes it from everyone.'),
  }),
);

const receiptAnswer = z.object({ purchase: receiptViewSchema });

export function registerSaleLinkRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/sales/:id',
    {
      config: { access: 'sales:read' },
      schema: {
        tags: ['purchases'],
        summary: 'Get a receipt, also one without a customer',
        params: idParams,
        response: { 200: receiptAnswer, ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.read(caller.tenantId, async (reader) =>
        receiptOf(reader, await seenSale(reader, caller, request.params.id)),
      );
    },
  );

  app.post(
    '/sales/:id/link',
    {
      config: { access: 'sales:write' },
      schema: {
        tags: ['purchases'],
        summary: 'Give a sale its customer later, or another one',
        description:
          'The sale stays as it was made; history and figures of both customers follow at once, and so does what was returned of it.',
        params: idParams,
        body: linkBody,
        response: { 200: receiptAnswer, ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.write(caller.tenantId, async (writer) => {
        const sale = await seenSale(writer, caller, request.params.id);
        const links = await writer.children('saleLink', sale.id);
        await mutateIn(writer, dependencies, caller, 'linkSale', {
          id: newId(clock(), randomBytes),
          sale: saleRefOf(sale),
          customerId: request.body.customer_id,
          replaces: links.filter(({ active }) => active).map(({ id }) => id),
        });
        return receiptOf(writer, sale);
      });
    },
  );

  app.delete(
    '/sales/:id/link',
    {
      config: { access: 'sales:write' },
      schema: {
        tags: ['purchases'],
        summary: 'Take back what gave a sale its customer later',
        description: 'It belongs again to whom it belonged before.',
        params: idParams,
        response: { 200: receiptAnswer, ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      return storage.write(caller.tenantId, async (writer) => {
        const sale = await seenSale(writer, caller, request.params.id);
        const link = linkThatHolds(await writer.children('saleLink', sale.id));
        if (!link) throw new RequestRefused('not_found');
        const { id } = link;
        await mutateIn(writer, dependencies, caller, 'takeBackLink', { id, sale: saleRefOf(sale) });
        return receiptOf(writer, sale);
      });
    },
  );
}

async function seenSale(reader: Pick<TenantReader, 'saleById'>, caller: Caller, id: string): Promise<Sale> {
  const sale = await reader.saleById(id);
  if (!sale || !seesPlace(caller, sale.locationId)) throw new RequestRefused('sale_not_found');
  return sale;
}

async function receiptOf(reader: StoreReader, sale: Sale): Promise<z.infer<typeof receiptAnswer>> {
  return { purchase: receiptView(await receiptParts(reader, sale)) };
}
