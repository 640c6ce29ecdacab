import * as z from 'zod/mini';
import { paidOnAccountMinor, tenderSchema } from '../../../domain/model/sale.ts';
import type { PendingChange, Problem } from '../../app/services.ts';

/** What the list of changes shows of one, beside its kind. */
export interface ChangeFacts {
  /** The name of what was changed, where the change itself holds it. */
  readonly name: string | null;
  /** The customer it is about, to be named by what the device knows. */
  readonly customerId: string | null;
  /** Receipt number. */
  readonly number: string | null;
  readonly value: { readonly amountMinor: number; readonly currency: string } | null;
}

const noFacts: ChangeFacts = { name: null, customerId: null, number: null, value: null };

const named = z.object({ name: z.string() });
const document = z.object({
  sale: z.object({
    number: z.string(),
    customerId: z.nullable(z.string()),
    totalMinor: z.int(),
    currency: z.string(),
  }),
});

const payment = z.object({
  sale: z.object({ type: z.literal('account_payment'), tenders: z.array(tenderSchema) }),
});

/** Of a payment on account what was paid: its own total is 0. */
function paidBy(args: unknown): number | null {
  const read = z.safeParse(payment, args);
  return read.success ? paidOnAccountMinor(read.data.sale) : null;
}

/**
 * Reads the facts out of the arguments of a change. They may have been written by another version of the app, so whatever
 * does not read as expected is left out.
 */
export function factsOfChange({ name, args }: Pick<PendingChange | Problem, 'name' | 'args'>): ChangeFacts {
  switch (name) {
    case 'recordSale':
    case 'recordReturn': {
      const read = z.safeParse(document, args);
      if (!read.success) return noFacts;
      const { number, customerId, totalMinor, currency } = read.data.sale;
      return { ...noFacts, number, customerId, value: { amountMinor: paidBy(args) ?? totalMinor, currency } };
    }
    case 'createCustomer':
    case 'createProduct':
      return { ...noFacts, name: nameIn(z.object({ fields: named }), args, (read) => read.fields) };
    case 'editCustomer':
      return { ...noFacts, customerId: idIn(z.object({ id: z.string() }), args, (read) => read.id) };
    case 'mergeCustomers':
    case 'unmergeCustomers':
      return {
        ...noFacts,
        customerId: idIn(z.object({ winnerId: z.string() }), args, (read) => read.winnerId),
      };
    case 'dismissDuplicate':
    case 'restoreDuplicate':
      return {
        ...noFacts,
        customerId: idIn(z.object({ firstId: z.string() }), args, (read) => read.firstId),
      };
    case 'linkSale':
      return { ...noFacts, customerId: nullableCustomerIn(args) };
    case 'editProduct':
      return {
        ...noFacts,
        name: nameIn(
          z.object({ changes: z.object({ name: z.optional(z.string()) }) }),
          args,
          (read) => read.changes,
        ),
      };
    case 'saveCategory':
      return { ...noFacts, name: nameIn(z.object({ category: named }), args, (read) => read.category) };
    case 'saveTaxRate':
      return { ...noFacts, name: nameIn(z.object({ taxRate: named }), args, (read) => read.taxRate) };
    case 'saveLocation':
      return { ...noFacts, name: nameIn(z.object({ location: named }), args, (read) => read.location) };
    case 'importBatch':
    case 'importCustomers':
      return {
        ...noFacts,
        name: nameIn(z.object({ run: z.object({ fileName: z.string() }) }), args, ({ run }) => ({
          name: run.fileName,
        })),
      };
    default:
      return noFacts;
  }
}

function nameIn<S extends z.ZodMiniType>(
  schema: S,
  args: unknown,
  part: (read: z.infer<S>) => { readonly name?: string | undefined },
): string | null {
  const read = z.safeParse(schema, args);
  return read.success ? (part(read.data).name ?? null) : null;
}

function nullableCustomerIn(args: unknown): string | null {
  const read = z.safeParse(z.object({ customerId: z.nullable(z.string()) }), args);
  return read.success ? read.data.customerId : null;
}

function idIn<S extends z.ZodMiniType>(
  schema: S,
  args: unknown,
  part: (read: z.infer<S>) => string,
): string | null {
  const read = z.safeParse(schema, args);
  return read.success ? part(read.data) : null;
}
