/**
 * Giving a document an owner later (REQ-L9): a guest sale to a customer, a sale of a wrong customer to another or to nobody. The
 * document stays as it is (rule D3); a link beside it says whose it is, and every figure follows (rule L5).
 */
import * as z from 'zod/mini';
import { idSchema, saleRefSchema } from '../model/primitives.ts';
import { saleRefOf } from '../model/sale.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

/** Links a document to a customer, moves it to another one, or takes it from everyone. */
export const linkSale = defineMutation({
  name: 'linkSale',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    /** Id of the link. */
    id: idSchema,
    sale: saleRefSchema,
    /** Null: it belongs to nobody. */
    customerId: z.nullable(idSchema),
    /** The links that the person saw; others that hold were made elsewhere meanwhile, and the newest stays. */
    replaces: z.array(idSchema).check(z.maxLength(100)),
  }),
  movesFiguresOf: ({ sale }) => sale,
  async run(store, { id, sale: ref, customerId, replaces }, context) {
    const sale = await store.sale(ref);
    if (!sale) return refuse('sale_not_found', ['sale']);
    if (customerId === null && sale.type === 'account_payment')
      return refuse('payment_needs_customer', ['customerId']);
    if (customerId !== null && !(await store.get('customer', customerId)))
      return refuse('customer_not_found', ['customerId']);
    if (await store.get('saleLink', id)) return refuse('already_exists', ['id']);
    const { at, actorId } = context;
    const link = { sale: saleRefOf(sale), customerId, linkedAt: at, linkedBy: actorId, active: true };
    await store.put('saleLink', { id, ...link, replaces });
    return applied;
  },
});

/** Takes a link back: the document belongs to whom it belonged without it. Those that it replaced hold again. */
export const takeBackLink = defineMutation({
  name: 'takeBackLink',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, sale: saleRefSchema }),
  movesFiguresOf: ({ sale }) => sale,
  async run(store, { id, sale }) {
    const link = await store.get('saleLink', id);
    if (!link || link.sale.id !== sale.id) return refuse('not_found', ['id']);
    if (link.active) await store.put('saleLink', { ...link, active: false });
    return applied;
  },
});
