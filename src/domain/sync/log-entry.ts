/** An entry of the write-ahead log, in its final form (rule W5), and its hashes (rules E4, X3). */
import * as z from 'zod/mini';
import { idSchema, instantSchema } from '../model/primitives.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { sha256Hex } from '../values/hash.ts';

const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** The part of the feed that the person looked at. */
const feedPositionSchema = z.strictObject({ epoch: z.string(), v: z.int().check(z.gte(0)) });

export const logEntrySchema = z.strictObject({
  /** The mutation's id: its identity for ever, whatever its seq. */
  id: idSchema,
  device: idSchema,
  /** A random id made with every new log; (device, incarnation) numbers its entries without gaps. */
  incarnation: idSchema,
  seq: z.int().check(z.gte(1)),
  name: z.string().check(z.maxLength(100)),
  version: z.int().check(z.gte(1)),
  args: z.unknown(),
  /** Of arguments from which a person was erased, what the hash commits to: the value that it was made of is gone (rules E2, E4). */
  erased: z.optional(z.record(z.string(), hashSchema)),
  /** Random text that keeps commitments from being guessed. */
  salt: z.string().check(z.maxLength(64)),
  /** Ids of mutations whose rows this one needs. */
  deps: z.array(idSchema),
  /** The refused mutation that this one repairs. */
  supersedes: z.nullable(idSchema),
  /** The person, as the device says. */
  actor: z.nullable(idSchema),
  deviceTime: instantSchema,
  /** Server time − device time, as last estimated. */
  estimatedOffsetMs: z.int(),
  base: feedPositionSchema,
  /** Build of the app that wrote it. */
  build: z.string().check(z.maxLength(100)),
  hash: hashSchema,
  /** Hash of the chain up to the entry before; empty for the first. */
  previousHash: z.union([hashSchema, z.literal('')]),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

type Hashed = Omit<LogEntry, 'seq' | 'incarnation' | 'hash' | 'previousHash'>;

/**
 * The hash of an entry's content. Arguments enter as salted commitments per field, never as values, so that erasing a value
 * breaks no hash (rule E4). Seq and incarnation are left out: renumbering after a fork keeps it.
 */
export function entryHash(entry: Hashed): string {
  const { args: _args, ...rest } = entry;
  return sha256Hex(canonicalJson({ ...pickHashed(rest), args: commitmentsOf(entry) }));
}

/** What the hash of an entry has in the place of its arguments, per field. */
export function commitmentsOf({
  args,
  erased,
  salt,
}: Pick<LogEntry, 'args' | 'erased' | 'salt'>): Readonly<Record<string, string>> {
  const values = Object.entries(args as Readonly<Record<string, unknown>>);
  const open = values.filter(([field, value]) => value !== undefined && erased?.[field] === undefined);
  return {
    ...Object.fromEntries(
      open.map(([field, value]) => [field, sha256Hex(`${salt}\n${field}\n${canonicalJson(value)}`)]),
    ),
    ...erased,
  };
}

function pickHashed(entry: Omit<Hashed, 'args'>) {
  const {
    id,
    device,
    name,
    version,
    salt,
    deps,
    supersedes,
    actor,
    deviceTime,
    estimatedOffsetMs,
    base,
    build,
  } = entry;
  return {
    id,
    device,
    name,
    version,
    salt,
    deps,
    supersedes,
    actor,
    deviceTime,
    estimatedOffsetMs,
    base,
    build,
  };
}

/** The hash of the chain that ends with an entry: what the next entry bears as `previousHash`. */
export function chainHash(entry: Pick<LogEntry, 'incarnation' | 'seq' | 'hash' | 'previousHash'>): string {
  return sha256Hex(`${entry.previousHash}\n${entry.incarnation}\n${entry.seq}\n${entry.hash}`);
}
