/** Mutations that come through REST (rule P6): the same code as a device's, one transaction each. */
import { anyone, mutationNeeds, standingOf } from '../../domain/authority/permissions.ts';
import type { FactIssue, MutationContext } from '../../domain/mutations/mutation.ts';
import { type MutationArgs, type MutationName, parseArgs } from '../../domain/mutations/registry.ts';
import { scopeOf } from '../../domain/sync/device-scope.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Caller } from '../auth/caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantWriter } from '../storage/storage.ts';
import { inNamesOfTheApi } from './api-names.ts';
import { applyOne } from './apply-one.ts';
import { changesOfficePart } from './changes-office-part.ts';

/**
 * Checks and applies a mutation for a caller, in a transaction of the caller's, and answers what is odd about a fact. Throws
 * `RequestRefused` where the caller may not, the arguments are bad or the mutation does not hold; then nothing was written.
 *
 * @example await mutateIn(writer, dependencies, callerOf(request), 'createCustomer', { id, fields })
 */
export async function mutateIn<N extends MutationName>(
  writer: TenantWriter,
  { clock, randomBytes }: Dependencies,
  caller: Caller,
  name: N,
  args: MutationArgs<N>,
): Promise<readonly FactIssue[]> {
  checkStanding(caller, name);
  const parsed = parseArgs(name, args);
  if (!parsed.ok) throw new RequestRefused(parsed.refusals.map(inNamesOfTheApi));
  const isCounter = caller.session !== null && scopeOf(caller.session.device).isCounter;
  if (isCounter && (await changesOfficePart(writer, name, parsed.args)))
    throw new RequestRefused('not_permitted');
  const now = clock();
  const context: MutationContext = {
    mutationId: newId(now, randomBytes),
    actorId: caller.signedIn?.id ?? null,
    deviceId: caller.deviceId,
    at: now,
    strength: caller.signedIn ? 'verified' : 'asserted',
  };
  const result = await applyOne(writer, name, parsed.args, context, now);
  if (!result.ok) throw new RequestRefused([inNamesOfTheApi(result.refusal)]);
  return result.issues;
}

/** Routes ask for a scope already; this is the table of mutations itself, so that no route can let in more than it does. */
function checkStanding({ kind, signedIn, session }: Caller, name: MutationName): void {
  const need = mutationNeeds[name];
  if (kind === 'apiKey') {
    if (need?.strength === 'verified' && !need.byKeys) throw new RequestRefused('not_permitted');
    return;
  }
  const strength = signedIn ? 'verified' : 'asserted';
  const standing = standingOf(need, signedIn ?? anyone, strength, session?.device.locationId ?? null);
  if (standing !== 'allowed') throw new RequestRefused(standing);
}
