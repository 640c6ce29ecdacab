/**
 * Customers leave the shop in a file: who wrote it, and how much of it, goes into the audit log (REQ-P3). Everybody with how they are
 * reached is more than a list on screen, and takes the own password (rule A1).
 */
import * as z from 'zod/mini';
import { rootOf } from '../history/groups.ts';
import { idSchema } from '../model/primitives.ts';
import type { Strength } from '../model/records.ts';
import type { Store } from '../store.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, type MutationContext, type MutationResult, refuse } from './mutation.ts';

const exportSchema = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  rows: z.int().check(z.gte(0)),
  /** Whether phone numbers and e-mail addresses are among its columns. */
  withContact: z.boolean(),
});
type Export = z.infer<typeof exportSchema>;

/**
 * Which of the two an export is.
 *
 * @param everybody how many customers the shop has
 */
export function exportMutation(
  { rows, withContact }: Export,
  everybody: number,
): 'recordExport' | 'recordBulkExport' {
  return withContact && rows >= everybody ? 'recordBulkExport' : 'recordExport';
}

async function note(
  store: Store,
  { format, rows, withContact }: Export,
  strength: Strength,
  context: MutationContext,
): Promise<MutationResult> {
  const detail = `${format} ${rows}${withContact ? ' contact' : ''}`;
  await writeAudit(store, { action: 'customers_exported', strength, subjectId: null, detail }, context);
  return applied;
}

/** Part of the customers, or all without what they are reached by. */
export const recordExport = defineMutation({
  name: 'recordExport',
  version: 1,
  nature: 'intent',
  args: exportSchema,
  run: (store, args, context) => note(store, args, 'asserted', context),
});

/** All customers with what they are reached by. */
export const recordBulkExport = defineMutation({
  name: 'recordBulkExport',
  version: 1,
  nature: 'intent',
  args: exportSchema,
  run: (store, args, context) => note(store, args, 'verified', context),
});

/** All that is held about one person was given out (REQ-P2). */
export const recordPersonExport = defineMutation({
  name: 'recordPersonExport',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ customerId: idSchema, form: z.enum(['json', 'paper']) }),
  async run(store, { customerId, form }, context) {
    if (!(await store.get('customer', customerId))) return refuse('customer_not_found', ['customerId']);
    const subjectId = await rootOf(store, customerId);
    const note = { action: 'person_exported', strength: 'asserted', subjectId, detail: form } as const;
    await writeAudit(store, note, context);
    return applied;
  },
});
