/**
 * What is kept beside the database, so that it does not go back in time with it (rule X1): the key that signs rows of the feed,
 * the highest position that was given out, the ids of what was erased. Backups bear copies.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere, writeDurably } from '../durable-file.ts';

const positionsSchema = z.record(z.string(), z.strictObject({ epoch: z.string(), v: z.int() }));
/** The highest position of each tenant. */
export type HighWater = z.infer<typeof positionsSchema>;

export const keepsakesSchema = z.strictObject({
  signingKey: z.string().regex(/^[0-9a-f]{64}$/),
  highWater: positionsSchema,
  /** A shop and a customer who was erased, with a blank between. */
  erased: z.array(z.string()),
});
export type Keepsakes = z.infer<typeof keepsakesSchema>;

const files = { signingKey: 'signing.key', highWater: 'high-water.json', erased: 'erased-ids.txt' } as const;

export function readKeepsakes(folder: string): Omit<Keepsakes, 'signingKey'> & { signingKey: string | null } {
  const highWater = readIfThere(join(folder, files.highWater));
  const erased = readIfThere(join(folder, files.erased));
  return {
    signingKey: readIfThere(join(folder, files.signingKey))?.trim() ?? null,
    highWater: highWater === null ? {} : positionsSchema.parse(JSON.parse(highWater)),
    erased: erased?.split('\n').filter(Boolean) ?? [],
  };
}

/** The same with a signing key, which is made where there is none. */
export function openKeepsakes(folder: string, randomBytes: (count: number) => Uint8Array): Keepsakes {
  const known = readKeepsakes(folder);
  if (known.signingKey !== null) return { ...known, signingKey: known.signingKey };
  const signingKey = Buffer.from(randomBytes(32)).toString('hex');
  writeDurably(folder, files.signingKey, `${signingKey}\n`);
  return { ...known, signingKey };
}

export function writeHighWater(folder: string, highWater: HighWater): void {
  writeDurably(folder, files.highWater, `${JSON.stringify(highWater, null, 1)}\n`);
}

/** @param erased lines of a shop and a customer, all that there ever were */
export function writeErased(folder: string, erased: ReadonlySet<string>): void {
  writeDurably(folder, files.erased, `${[...erased].sort().join('\n')}\n`);
}

/** Adds what a backup bears: nothing that is known here is forgotten for it. */
export function joinKeepsakes(folder: string, backup: Keepsakes): void {
  const known = readKeepsakes(folder);
  // Rows that devices hold were signed by the key of the shop that was backed up.
  writeDurably(folder, files.signingKey, `${backup.signingKey}\n`);
  const erased = new Set([...known.erased, ...backup.erased]);
  if (erased.size > 0) writeErased(folder, erased);
  const highWater = { ...backup.highWater };
  for (const [tenantId, position] of Object.entries(known.highWater)) {
    if (position.v > (highWater[tenantId]?.v ?? -1)) highWater[tenantId] = position;
  }
  writeHighWater(folder, highWater);
}
