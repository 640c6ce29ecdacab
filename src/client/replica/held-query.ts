/** All that this device holds about a person (REQ-P2), from the replica alone. */
import { Dexie } from 'dexie';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import { heldAboutPerson } from '../../domain/privacy/held-about-person.ts';
import type { NotHere, PersonDocument } from '../../domain/privacy/person-document.ts';
import type { ReplicaDatabase, ReplicaState } from './replica-database.ts';
import { readReplica, replicaReader } from './replica-reader.ts';

export function heldQuery(
  replica: ReplicaDatabase,
  customerId: string,
  now: number,
): Promise<PersonDocument | undefined> {
  const { rows, metricsPages, meta, hotSales, pages, childDocuments } = replica;
  return readReplica(replica, [rows, metricsPages, meta, hotSales, pages, childDocuments], async () => {
    const [locations, erasures, state] = await Promise.all([
      allOf(replica, 'location'),
      allOf(replica, 'erasure'),
      meta.get('state'),
    ]);
    const leftOut = leftOutHere(state, customerId);
    // The scope of the device leaves out what the server did not send; nothing that is here is kept back.
    return heldAboutPerson(replicaReader(replica), customerId, {
      now,
      locations,
      erasures,
      places: null,
      changesOf: null,
      leftOut,
    });
  });
}

async function allOf<K extends EntityKind>(replica: ReplicaDatabase, kind: K): Promise<EntityRow<K>[]> {
  const range = replica.rows.where(':id').between([kind, Dexie.minKey], [kind, Dexie.maxKey]);
  return (await range.toArray()).flatMap((row) => replica.codec.openRow(kind, row) ?? []);
}

function leftOutHere(state: ReplicaState | undefined, customerId: string): NotHere[] {
  const isPartial = (state?.completeSince ?? null) !== null && !state?.snapshot?.whole?.includes(customerId);
  return [...(state?.scope?.leftOut ?? []), ...(isPartial ? (['older_purchases'] as const) : [])];
}
