/** A log entry as it came: so much of its form is needed to give it a verdict, whatever else is wrong with it. */
import * as z from 'zod/mini';
import { idSchema } from '../../domain/model/primitives.ts';
import { entriesPerPush, pushRequestSchema } from '../../domain/sync/protocol.ts';

const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** So much of an entry's form is needed to give it a verdict. */
export const numberedSchema = z.looseObject({
  id: idSchema,
  seq: z.int().check(z.gte(1)),
  hash: hashSchema,
  previousHash: z.union([hashSchema, z.literal('')]),
});

export interface ReceivedEntry {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
  readonly previousHash: string;
  /** All of it. */
  readonly raw: unknown;
}

/**
 * A push whose entries are read one by one, so that one that this server cannot read is put aside and those behind it are not
 * held up (rule K3).
 */
export const receivedPushSchema = z.strictObject({
  ...pushRequestSchema.shape,
  entries: z
    .array(
      z.pipe(
        numberedSchema,
        z.transform((raw): ReceivedEntry => ({ ...numberOf(raw), raw })),
      ),
    )
    .check(z.maxLength(entriesPerPush)),
});
export type ReceivedPush = z.infer<typeof receivedPushSchema>;

const numberOf = ({ id, seq, hash, previousHash }: z.infer<typeof numberedSchema>) => ({
  id,
  seq,
  hash,
  previousHash,
});
