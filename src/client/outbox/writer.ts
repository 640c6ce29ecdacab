/**
 * The one way in for writes on this device (rule W2): check on the replica, log in one strict transaction, drain. "Saved" is
 * true when the log's transaction has completed, whatever becomes of the rest.
 */
import {
  definitionOf,
  type MutationArgs,
  type MutationName,
  parseArgs,
} from '../../domain/mutations/registry.ts';
import type { MutateOptions, MutateResult } from '../app/services.ts';
import type { Seams } from '../platform/seams.ts';
import { type Checked, checkOnReplica } from '../replica/check.ts';
import { appendEntry } from './append-entry.ts';
import type { DeviceData } from './device-data.ts';
import { logStateOf } from './log-database.ts';
import { isStorageFailure } from './storage-failure.ts';
import { packArgs } from './stored-args.ts';

/** Arguments whose JSON is longer than this are gzipped before they enter the log (rule I1). */
const plainTextUpTo = 64_000;

/** After "Saved", a caller waits at most so long for the change to be seen in the replica. */
const drainPatienceMs = 1000;

type Mutate = <N extends MutationName>(
  name: N,
  args: MutationArgs<N>,
  options?: MutateOptions,
) => Promise<MutateResult>;

export interface Writer {
  /** Check and log: resolves the moment the change is saved. The caller drains. */
  readonly save: Mutate;
  /** Saves, then lets the drain run, so that a screen that asks next finds what it has saved. */
  readonly mutate: Mutate;
}

export function createWriter(data: DeviceData, seams: Seams, drain: () => Promise<void>): Writer {
  const save: Mutate = async (name, args, options = {}) => {
    // As they will travel: what JSON leaves out is left out before anything is checked or hashed.
    const text = JSON.stringify(args);
    const parsed = parseArgs(name, JSON.parse(text));
    if (!parsed.ok) return { saved: false, refusals: parsed.refusals };
    const definition = definitionOf(name);
    const mutationId = seams.newId();
    const deviceTime = seams.clock.now();
    const packed = text.length > plainTextUpTo && !definition.withNumber ? await packArgs(parsed.args) : null;

    try {
      const { actorId: atTheTill, deviceId, estimatedOffsetMs } = await logStateOf(data.log);
      const actorId = options.actorId ?? atTheTill;
      const context = { mutationId, actorId, deviceId, at: deviceTime + estimatedOffsetMs };
      const checked: Checked = await checkOnReplica(
        data.replica,
        name,
        parsed.args,
        context,
        options.accepted,
      );
      if (!checked.result.ok) return { saved: false, refusals: [checked.result.refusal] };
      const { number } = await appendEntry(data.log, {
        id: mutationId,
        name,
        version: definition.version,
        args: parsed.args,
        actorId,
        packed,
        withNumber: definition.withNumber ?? null,
        salt: seams.newSalt(),
        deps: checked.deps,
        supersedes: options.supersedes ?? null,
        deviceTime,
        base: checked.base,
        build: seams.build,
      });
      return { saved: true, mutationId, number };
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      seams.report(error);
      return { saved: false, refusals: [{ code: 'storage_full' }] };
    }
  };

  return {
    save,
    async mutate(name, args, options) {
      const result = await save(name, args, options);
      if (result.saved) await Promise.race([drain().catch(seams.report), seams.wait(drainPatienceMs)]);
      return result;
    },
  };
}
