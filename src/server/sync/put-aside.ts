/** Keeping an entry that could not be read (rule K3): as it came, with card numbers masked, and before the eyes of a person. */
import * as z from 'zod/mini';
import type { ErrorCode } from '../../domain/errors.ts';
import { idSchema, instantSchema } from '../../domain/model/primitives.ts';
import type { Attention } from '../../domain/model/records.ts';
import { erasedAmong } from '../../domain/mutations/erase-customer.ts';
import { withMaskedCards } from '../../domain/mutations/masked-cards.ts';
import { raiseAttention } from '../../domain/mutations/needs-attention.ts';
import { definitionOf, isMutationName } from '../../domain/mutations/registry.ts';
import type { StoreReader } from '../../domain/store.ts';
import { forgetPeople, peopleInEntry } from '../../domain/sync/forget-people.ts';
import { logEntrySchema } from '../../domain/sync/log-entry.ts';
import { nestsTooDeeply } from '../storable-text.ts';
import type { TenantWriter } from '../storage/storage.ts';

import type { ReceivedEntry } from './received-entry.ts';

interface Origin {
  readonly deviceId: string;
  readonly incarnation: string;
  readonly now: number;
}

/** What can be told of an entry that is not in order; anything else of it is left out. */
const tellingSchema = z.object({
  name: z.catch(z.string(), ''),
  args: z.catch(z.unknown(), null),
  actor: z.catch(z.nullable(idSchema), null),
  deviceTime: z.catch(z.nullable(instantSchema), null),
  deps: z.catch(z.array(idSchema), []),
});

/** An entry as it came; of one that nests without end only what numbers it. */
function keptOf({ id, seq, hash, raw }: ReceivedEntry): unknown {
  return nestsTooDeeply(raw) ? { id, seq, hash } : withMaskedCards(raw);
}

/** The entry without what it says about people who were erased before it came (rule E2). */
export async function withoutErased<Raw>(store: StoreReader, raw: Raw): Promise<Raw> {
  const entry = forgettableSchema.safeParse(raw);
  if (!entry.success) return raw;
  const erased = await erasedAmong(store, [...new Set(peopleInEntry(entry.data))]);
  return { ...raw, ...(erased.size > 0 && forgetPeople(entry.data, erased)) };
}

/** Takes what kept entries and changes that wait for a decision say about people who were erased out of them (rule E2). */
export async function forgetPutAside(
  writer: TenantWriter,
  { customerIds }: { readonly customerIds: readonly string[] },
): Promise<void> {
  const people = new Set(customerIds);
  for (const row of await writer.all('attention')) {
    const payload = withoutPeople(row, people);
    if (payload !== null) await writer.put('attention', { ...row, payload });
  }
  await writer.log.changeQuarantined(customerIds, (payload) => {
    const raw: unknown = JSON.parse(payload);
    const entry = forgettableSchema.safeParse(raw);
    const forgotten = entry.success ? forgetPeople(entry.data, people) : null;
    return forgotten && JSON.stringify({ ...(raw as object), ...forgotten });
  });
}

/** The arguments of a change that waits, without these people; null where they say nothing of them. */
function withoutPeople(
  { mutationName: name, payload }: Attention,
  people: ReadonlySet<string>,
): string | null {
  if (payload === '' || name === 'eraseCustomer' || !isMutationName(name)) return null;
  const { version } = definitionOf(name);
  const forgotten = forgetPeople({ name, version, args: JSON.parse(payload), salt: '' }, people);
  return forgotten && JSON.stringify(forgotten.args);
}

/** So much of an entry is needed to take somebody out of it. */
const forgettableSchema = z.object(
  z.pick(logEntrySchema, {
    name: true,
    version: true,
    args: true,
    erased: true,
    salt: true,
  }).shape,
);

export async function putAside(
  writer: TenantWriter,
  { deviceId, incarnation, now }: Origin,
  received: ReceivedEntry,
  code: ErrorCode,
): Promise<void> {
  const { id, seq } = received;
  const kept = await withoutErased(writer, keptOf(received));
  writer.log.quarantine({
    mutationId: id,
    deviceId,
    incarnation,
    seq,
    code,
    receivedAt: now,
    payload: JSON.stringify(kept),
  });
  const { name, args, actor, deviceTime, deps } = tellingSchema.parse(kept);
  await raiseAttention(
    writer,
    {
      mutationName: name.replaceAll('\u0000', '').slice(0, 100),
      args,
      code,
      outcome: 'quarantined',
      // What nobody can read may have happened.
      isFact: !isMutationName(name) || definitionOf(name).nature === 'fact',
      deps,
      raisedAt: now,
    },
    { mutationId: id, actorId: actor, deviceId, at: deviceTime ?? now },
  );
}
