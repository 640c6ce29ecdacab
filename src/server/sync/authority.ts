/** Whether the person of an entry may do what it does (rules A1, K1): the actor is the device's claim, a sign-in is not. */
import {
  discardingFacts,
  mutationNeeds,
  type Need,
  type Standing,
  standingOf,
} from '../../domain/authority/permissions.ts';
import type { Strength } from '../../domain/model/records.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { writeAudit } from '../../domain/mutations/audit.ts';
import type { MutationContext } from '../../domain/mutations/mutation.ts';
import { recordIssues } from '../../domain/mutations/record-issues.ts';
import { definitionOf, type MutationArgs, type MutationName } from '../../domain/mutations/registry.ts';
import { type DeviceScope, reachesPlace, scopeOf } from '../../domain/sync/device-scope.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { isOfLocalShop } from '../auth/connect-shop.ts';
import { changesOfficePart } from '../mutations/changes-office-part.ts';
import type { TenantWriter } from '../storage/storage.ts';

/** The session that an entry came by. */
interface PushingSession {
  readonly deviceId: string;
  readonly verifiedStaffId: string | null;
}

interface Authority {
  readonly standing: Standing;
  readonly strength: Strength;
}

export async function authorityOf(
  writer: TenantWriter,
  session: PushingSession,
  entry: LogEntry,
  name: MutationName,
  args: unknown,
): Promise<Authority> {
  const { actor } = entry;
  const isVerified = actor !== null && actor === session.verifiedStaffId;
  const strength = isVerified || (await isOfLocalShop(writer, entry)) ? 'verified' : 'asserted';
  const need = await needOf(writer, name, args);
  if (need === null) return { standing: 'allowed', strength };
  const person = actor === null ? undefined : await writer.get('staff', actor);
  const device = await writer.get('device', session.deviceId);
  const document = await documentOf(writer, name, args);
  const places = [device?.locationId ?? null, document?.locationId ?? null];
  const standings = places.map((place) => standingOf(need, person, strength, place));
  if (device && !(await isWithinScope(writer, scopeOf(device), name, args, document)))
    standings.push('not_permitted');
  return { standing: standings.find((standing) => standing !== 'allowed') ?? 'allowed', strength };
}

/** A limited device writes for its places alone, and nothing over what it is not shown (rule F6); an import brings documents of any. */
async function isWithinScope(
  writer: TenantWriter,
  scope: DeviceScope,
  name: MutationName,
  args: unknown,
  document: Sale | undefined,
): Promise<boolean> {
  if (name === 'importBatch') return scope.locationIds === null;
  if (scope.isCounter && (await changesOfficePart(writer, name, args))) return false;
  if (!document || reachesPlace(scope, document.locationId)) return true;
  // What it made elsewhere it is shown, and may give a customer.
  return saleOf(name, args) === undefined && document.deviceId === scope.deviceId;
}

async function needOf(writer: TenantWriter, name: MutationName, args: unknown): Promise<Need | null> {
  if (name !== 'discardAttention') return mutationNeeds[name];
  const row = await writer.get('attention', (args as MutationArgs<'discardAttention'>).id);
  return row?.isFact ? discardingFacts : mutationNeeds[name];
}

/** Money that moved is recorded whoever moved it; anything else waits for somebody who may (rules K1, K2). */
export function reasonToRefuse({ standing }: Authority, name: MutationName) {
  const isKept = definitionOf(name).nature === 'fact' && name !== 'importBatch';
  return standing === 'allowed' || isKept ? null : standing;
}

/** Says beside a document that whoever made it was not allowed to, where only the place of the device tells: the document cannot. */
export async function flagNotPermitted(
  writer: TenantWriter,
  name: MutationName,
  args: unknown,
  context: MutationContext,
): Promise<void> {
  const sale = saleOf(name, args);
  if (sale) await recordIssues(writer, sale, [{ code: 'not_permitted' }], context);
}

/** Leaves a trace of what was refused for want of a right. */
export function auditRefusal(
  writer: TenantWriter,
  code: string,
  { strength }: Authority,
  context: MutationContext,
): Promise<void> {
  const note = { action: 'refusal', strength, subjectId: context.mutationId, detail: code } as const;
  return writeAudit(writer, note, context);
}

/** The document that an entry brings or is about. */
async function documentOf(
  writer: TenantWriter,
  name: MutationName,
  args: unknown,
): Promise<Sale | undefined> {
  const linked = definitionOf(name).movesFiguresOf?.(args);
  return linked ? writer.sale(linked) : saleOf(name, args);
}

function saleOf(name: MutationName, args: unknown): Sale | undefined {
  if (name !== 'recordSale' && name !== 'recordReturn') return undefined;
  return (args as MutationArgs<'recordSale' | 'recordReturn'>).sale;
}
