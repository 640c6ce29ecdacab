/** What the entries of a batch will ask the database for: a hint, so what cannot be told is left out and asked for later. */
import * as z from 'zod/mini';
import { idSchema } from '../../domain/model/primitives.ts';
import type { Foreseen } from '../storage/storage.ts';
import type { ReceivedEntry } from './received-entry.ts';

const documentSchema = z.object({
  args: z.object({
    sale: z.object({
      id: idSchema,
      number: z.string().check(z.regex(/^[\w-]{1,40}$/)),
      customerId: z.nullable(idSchema),
    }),
  }),
});

export function foreseenIn(entries: readonly ReceivedEntry[]): Foreseen {
  const documents = entries.flatMap(({ raw }) => {
    const read = documentSchema.safeParse(raw);
    return read.success ? [read.data.args.sale] : [];
  });
  return {
    saleIds: [...new Set(documents.map(({ id }) => id))],
    numbers: [...new Set(documents.map(({ number }) => number))],
    customerIds: [...new Set(documents.flatMap(({ customerId }) => customerId ?? []))],
  };
}
