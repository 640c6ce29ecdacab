/** What stands behind the sync chip: changes that wait to be sent or confirmed, and those that did not hold. */
import type { Attention } from '../../domain/model/records.ts';
import { isMutationName } from '../../domain/mutations/registry.ts';
import type { PendingChange, Problem } from '../app/services.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { type LogDatabase, logStateOf, type StoredEntry } from '../outbox/log-database.ts';
import { openArgs } from '../outbox/stored-args.ts';
import { openProblems } from '../replica/open-problems.ts';

/** More than anybody reads; the chip tells the whole number. */
const listedAtMost = 500;

/** Large arguments are packed import batches: the list names them without their content. */
function argsOf(log: LogDatabase, entry: Pick<StoredEntry, 'id' | 'args'> | undefined): unknown {
  // Nobody waits for packed arguments to be opened.
  if (!entry || entry.args.form === 'gzip' || (entry.args.form === 'sealed' && entry.args.of === 'gzip'))
    return null;
  const args = openArgs(log, entry);
  return args?.form === 'plain' ? args.value : null;
}

/** What waits, oldest first. */
export async function pendingChanges({ log, replica }: DeviceData): Promise<PendingChange[]> {
  const state = await logStateOf(log);
  // A shop without a server sends nothing, so nothing waits.
  if (state.nature !== 'connected') return [];
  const [entries, problems] = await Promise.all([
    log.entries.orderBy('seq').limit(listedAtMost).toArray(),
    openProblems(replica, state),
  ]);
  const known = new Set(problems.map(({ mutationId }) => mutationId));
  return entries.flatMap(({ id, seq, name, actor, deviceTime, ...entry }): PendingChange[] => {
    // An entry of a newer build than this one cannot be put into words.
    if (known.has(id) || !isMutationName(name)) return [];
    const sent = seq <= state.acknowledgedSeq ? 'sent' : 'waiting';
    return [
      {
        mutationId: id,
        seq,
        name,
        args: argsOf(log, { id, ...entry }),
        actorId: actor,
        at: deviceTime,
        state: sent,
      },
    ];
  });
}

/** What a person at this device has to decide about, oldest first. */
export async function openProblemsInWords({ log, replica }: DeviceData): Promise<Problem[]> {
  const state = await logStateOf(log);
  const problems = await openProblems(replica, state);
  return Promise.all(problems.slice(0, listedAtMost).map((row) => problemOf(log, row)));
}

async function problemOf(log: LogDatabase, row: Attention): Promise<Problem> {
  const { id, mutationId, mutationName, payload, actorId, raisedAt, code, path, outcome, reason, deps } = row;
  return {
    attentionId: id,
    mutationId,
    name: isMutationName(mutationName) ? mutationName : null,
    args: (await ownArgs(log, mutationId)) ?? (payload === '' ? null : JSON.parse(payload)),
    actorId,
    at: row.changedAt ?? raisedAt,
    raisedAt,
    code,
    path: path ?? [],
    outcome: outcome ?? 'refused',
    state: row.state === 'handed_over' ? 'handed_over' : 'open',
    reason: reason ?? null,
    deviceId: row.deviceId,
    deps: deps ?? [],
  };
}

/** As they were saved here: what the server keeps may have been cut or masked. */
async function ownArgs(log: LogDatabase, mutationId: string): Promise<unknown> {
  const entry =
    (await log.entries.where('id').equals(mutationId).first()) ??
    (await log.retained.where('id').equals(mutationId).first());
  return argsOf(log, entry);
}
