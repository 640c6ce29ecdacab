/** What has happened to the record of a customer (REQ-C1): who changed what from what to what, when and where, over the whole group. */
import type { Consent } from '../model/customer-rows.ts';
import type { EntityRow } from '../model/entities.ts';
import type { StoreReader } from '../store.ts';
import { consentsOf } from './group-rows.ts';
import { groupOf } from './groups.ts';

interface Happened {
  readonly id: string;
  readonly at: number;
  /** Null where nobody is known: another system, or an import. */
  readonly by: string | null;
}

/** A value that was given; an edit that another one overruled was never shown (rule M5). */
export interface RecordChange extends Happened {
  readonly kind: 'changed';
  readonly deviceId: string | null;
  readonly field: string;
  /** Null for nothing; undefined where it is not known any more. */
  readonly before: unknown;
  readonly after: unknown;
  readonly overruled: boolean;
}

export type RecordEvent =
  | RecordChange
  | (Happened & { readonly kind: 'created'; readonly customerId: string; readonly isImported: boolean })
  | (Happened & { readonly kind: 'merged' | 'unmerged'; readonly winnerId: string; readonly loserId: string })
  | (Happened & { readonly kind: 'answered'; readonly consent: Consent });

/** Newest first. */
export async function recordHistory(store: StoreReader, customerId: string): Promise<RecordEvent[]> {
  const group = await groupOf(store, customerId);
  const events: RecordEvent[] = [];
  for (const id of group.memberIds) {
    events.push(...createdOf(await store.get('customer', id)));
    events.push(
      ...changesOf(await store.children('fieldChange', id), await store.children('overruledEdit', id)),
    );
    // An edge between two of the group is met twice.
    const edges = [...(await store.children('mergeEdge', id)), ...(await store.references('mergeEdge', id))];
    events.push(...edges.flatMap(mergesOf));
  }
  const answers = await consentsOf(store, group);
  events.push(
    ...answers.map((consent) => ({
      kind: 'answered' as const,
      id: consent.id,
      at: consent.at,
      by: consent.recordedBy,
      consent,
    })),
  );
  const each = new Map(events.map((event) => [`${event.kind} ${event.id}`, event]));
  return [...each.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function createdOf(customer: EntityRow<'customer'> | undefined): RecordEvent[] {
  if (!customer) return [];
  const { id, createdAt, createdBy, importId } = customer;
  return [
    { kind: 'created', id, at: createdAt, by: createdBy, customerId: id, isImported: importId !== undefined },
  ];
}

const placeOf = (field: string, at: number, deviceId: string | null): string => `${field} ${at} ${deviceId}`;

function changesOf(
  changes: readonly EntityRow<'fieldChange'>[],
  overruled: readonly EntityRow<'overruledEdit'>[],
): RecordChange[] {
  const lost = new Map(
    overruled.map((edit) => [placeOf(edit.field, edit.editedAt, edit.deviceId), edit] as const),
  );
  const noted = changes.map((change): RecordChange => {
    const place = placeOf(change.field, change.changedAt, change.deviceId);
    return {
      kind: 'changed',
      id: change.id,
      at: change.changedAt,
      by: change.changedBy,
      deviceId: change.deviceId,
      field: change.field,
      before: JSON.parse(change.before),
      after: JSON.parse(change.after),
      overruled: lost.delete(place),
    };
  });
  // Made before changes were noted.
  const rest = [...lost.values()].map(
    (edit): RecordChange => ({
      kind: 'changed',
      id: edit.id,
      at: edit.editedAt,
      by: edit.editedBy,
      deviceId: edit.deviceId,
      field: edit.field,
      before: undefined,
      after: JSON.parse(edit.value),
      overruled: true,
    }),
  );
  return [...noted, ...rest];
}

function mergesOf(edge: EntityRow<'mergeEdge'>): RecordEvent[] {
  const { id, winnerId, loserId, mergedAt, mergedBy, unmergedAt, unmergedBy } = edge;
  const merged: RecordEvent = { kind: 'merged', id, at: mergedAt, by: mergedBy, winnerId, loserId };
  if (unmergedAt === undefined) return [merged];
  return [merged, { kind: 'unmerged', id, at: unmergedAt, by: unmergedBy ?? null, winnerId, loserId }];
}
