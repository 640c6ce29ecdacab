/** Changes that did not hold, kept beside the data until a person decides (rule K2), by the same code on device and server. */
import type { ErrorCode } from '../errors.ts';
import type { Attention } from '../model/records.ts';
import type { Store, StoreReader } from '../store.ts';
import { isId, nameBasedId } from '../values/ids.ts';
import { writeAudit } from './audit.ts';
import type { MutationContext } from './mutation.ts';

/** Arguments longer than this (import batches) are kept where they are, not in a row that goes to every device. */
const longestPayload = 64_000;

/** The id of the row that says what became of a refused mutation. */
export function attentionIdOf(mutationId: string): string {
  return nameBasedId('attention', mutationId);
}

export interface Refused {
  readonly mutationName: string;
  readonly args: unknown;
  readonly code: ErrorCode;
  readonly path?: readonly (string | number)[] | undefined;
  readonly outcome: 'refused' | 'quarantined';
  readonly isFact: boolean;
  readonly deps: readonly string[];
  readonly raisedAt: number;
}

/**
 * Puts a change before a person. What it was to take the place of is closed: from here on there is one thing to look at. Of somebody who
 * was erased nothing is kept and nothing can be decided (rule E2).
 */
export async function raiseAttention(
  store: Store,
  refused: Refused,
  context: MutationContext,
): Promise<void> {
  const { mutationName, args, code, path, outcome, isFact, deps, raisedAt } = refused;
  if (code === 'customer_erased') return closeSuperseded(store, context);
  const payload = JSON.stringify(args ?? null);
  await store.put('attention', {
    id: attentionIdOf(context.mutationId),
    mutationId: context.mutationId,
    mutationName,
    payload: payload.length > longestPayload ? '' : payload,
    code,
    actorId: context.actorId,
    deviceId: context.deviceId,
    raisedAt,
    state: 'open',
    subjectIds: subjectsOf(args),
    outcome,
    isFact,
    ...(path && { path: [...path] }),
    deps: [...deps],
    changedAt: context.at,
  });
  const note = {
    action: 'refusal',
    strength: 'asserted',
    subjectId: context.mutationId,
    detail: code,
  } as const;
  await writeAudit(store, note, context);
  await closeSuperseded(store, context);
}

/** The ids that a person would look under: those in the fields by which mutations name what they change. */
function subjectsOf(args: unknown): string[] {
  if (typeof args !== 'object' || args === null) return [];
  const { id, customerId, winnerId, loserId, ...others } = args as Readonly<Record<string, unknown>>;
  const owners = Object.values(others).map((row) =>
    typeof row === 'object' && row !== null && 'customerId' in row ? row.customerId : null,
  );
  return [customerId, ...owners, id, winnerId, loserId].filter(
    (value) => typeof value === 'string' && isId(value),
  ) as string[];
}

function superseded(
  store: StoreReader,
  supersedes: string | null | undefined,
): Promise<Attention | undefined> {
  return supersedes ? store.get('attention', attentionIdOf(supersedes)) : Promise.resolve(undefined);
}

/** Whether another mutation has taken the place of a refused one already, or it was applied after all. */
export async function isFixed(store: StoreReader, supersedes: string | null | undefined): Promise<boolean> {
  return (await superseded(store, supersedes))?.state === 'fixed';
}

/** Closes the refused mutation whose place this one takes. */
export async function closeSuperseded(store: Store, context: MutationContext): Promise<void> {
  const row = await superseded(store, context.supersedes);
  if (!row || row.state === 'fixed') return;
  await closeFixed(store, { ...row, supersededBy: context.mutationId }, context);
}

/** Closes a change that holds now. */
export function closeFixed(
  store: Store,
  row: Attention,
  { at, actorId }: Pick<MutationContext, 'at' | 'actorId'>,
): Promise<void> {
  return store.put('attention', { ...row, state: 'fixed', decidedAt: at, decidedBy: actorId });
}
