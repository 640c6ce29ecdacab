import * as z from 'zod/mini';
import type { PendingChange } from '../../app/services.ts';

/** Whom the changes that wait to be sent are about: made, edited, merged or sold to. */
export function customersOfChanges(changes: readonly PendingChange[]): ReadonlySet<string | null> {
  return new Set(changes.flatMap(customersOfChange));
}

function customersOfChange({ name, args }: PendingChange): (string | null)[] {
  switch (name) {
    case 'createCustomer':
    case 'editCustomer': {
      const read = z.safeParse(z.object({ id: z.string() }), args);
      return read.success ? [read.data.id] : [];
    }
    case 'mergeCustomers':
    case 'unmergeCustomers': {
      const read = z.safeParse(z.object({ winnerId: z.string(), loserId: z.string() }), args);
      return read.success ? [read.data.winnerId, read.data.loserId] : [];
    }
    case 'recordSale':
    case 'recordReturn': {
      const read = z.safeParse(z.object({ sale: z.object({ customerId: z.nullable(z.string()) }) }), args);
      return read.success ? [read.data.sale.customerId] : [];
    }
    default:
      return [];
  }
}
