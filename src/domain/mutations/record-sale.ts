/** Records a completed sale, exchange, layaway completion or payment on account. A fact: it is never refused once it is logged (rule K1). */
import * as z from 'zod/mini';
import { writeSales } from '../metrics/write-sales.ts';
import { saleProblem, saleSchema } from '../model/sale.ts';
import { saleText } from '../model/sale-rows.ts';
import { erasedAmong } from './erase-customer.ts';
import { defineMutation, refuse } from './mutation.ts';
import { isOtherDocument } from './other-document.ts';
import { recordIssues } from './record-issues.ts';
import { saleIssues } from './sale-issues.ts';

export const recordSale = defineMutation({
  name: 'recordSale',
  version: 1,
  nature: 'fact',
  args: z.strictObject({
    sale: saleSchema,
    /** Free texts and personal details of the sale, kept apart from it (rule D3). */
    text: z.optional(saleText.schema),
  }),
  problemOf: ({ sale, text }) => {
    if (sale.type === 'return') return { code: 'invalid_request', path: ['sale', 'type'] };
    if (text && text.sale.id !== sale.id) return { code: 'invalid_request', path: ['text', 'sale'] };
    return saleProblem(sale);
  },
  peopleIn: ({ sale, text }) => (text && sale.customerId !== null ? [sale.customerId] : []),
  withoutPeople: ({ sale }) => ({ sale }),
  withNumber: (args, number) => ({ ...args, sale: { ...args.sale, number } }),
  async run(store, { sale, text }, context) {
    const issues = await saleIssues(store, sale, context);
    const textBefore = text && (await store.get('saleText', text.id));
    if (textBefore && textBefore.sale.id !== sale.id) return refuse('already_exists', ['text', 'id']);
    const added = await writeSales(store, [sale], 'one');
    if (added.length === 0 && (await isOtherDocument(store, sale)))
      return refuse('already_exists', ['sale', 'id']);
    const isErased =
      text && sale.customerId !== null && (await erasedAmong(store, [sale.customerId])).size > 0;
    if (text && !isErased) await store.put('saleText', text);
    await recordIssues(store, sale, issues, context);
    return { ok: true, issues };
  },
});
