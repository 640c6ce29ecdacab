/** Records a return, by line from a receipt or without one. A fact: a double return is kept and flagged (rule K4). */
import * as z from 'zod/mini';
import { writeSales } from '../metrics/write-sales.ts';
import { saleProblem, saleSchema } from '../model/sale.ts';
import { defineMutation, refuse } from './mutation.ts';
import { isOtherDocument } from './other-document.ts';
import { recordIssues } from './record-issues.ts';
import { saleIssues } from './sale-issues.ts';

export const recordReturn = defineMutation({
  name: 'recordReturn',
  version: 1,
  nature: 'fact',
  args: z.strictObject({ sale: saleSchema }),
  problemOf: ({ sale }) => {
    if (sale.type !== 'return') return { code: 'invalid_request', path: ['sale', 'type'] };
    if (sale.channel === 'pos' && sale.lines.some((line) => line.quantityMilli > 0)) {
      return { code: 'invalid_request', path: ['sale', 'lines'] };
    }
    return saleProblem(sale);
  },
  withNumber: (args, number) => ({ sale: { ...args.sale, number } }),
  async run(store, { sale }, context) {
    const issues = await saleIssues(store, sale, context);
    const added = await writeSales(store, [sale], 'one');
    if (added.length === 0 && (await isOtherDocument(store, sale)))
      return refuse('already_exists', ['sale', 'id']);
    await recordIssues(store, sale, issues, context);
    return { ok: true, issues };
  },
});
