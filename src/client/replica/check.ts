/** Step 1 of a write (rule W2): the mutation's own rule, run on the replica with writes going nowhere. */
import type { EntityKind } from '../../domain/model/entities.ts';
import type { MutationContext, MutationResult } from '../../domain/mutations/mutation.ts';
import { checkMutation, type MutationName } from '../../domain/mutations/registry.ts';
import type { StoreReader } from '../../domain/store.ts';
import { replicaStateOf } from './change-replica.ts';
import type { ReplicaDatabase, ServerRow } from './replica-database.ts';
import { replicaReader } from './replica-reader.ts';

export interface Checked {
  readonly result: MutationResult;
  /** The part of the feed that was looked at. */
  readonly base: { readonly epoch: string; readonly v: number };
  /** Pending intents that made or changed the rows this one looks at. */
  readonly deps: string[];
}

/** An import looks at thousands of rows; it brings all it needs and depends on no intent. */
const rowsLookedUpAtMost = 50;

/** The reader, asking for the server's image of each row beside the row itself. */
function notingReader(replica: ReplicaDatabase, images: Promise<ServerRow | undefined>[]): StoreReader {
  const reader = replicaReader(replica);
  const note = (kind: EntityKind, ids: readonly string[]) => {
    if (images.length + ids.length > rowsLookedUpAtMost) return;
    for (const id of ids) images.push(replica.serverRows.get([kind, id]));
  };
  return {
    ...reader,
    get(kind, id) {
      note(kind, [id]);
      return reader.get(kind, id);
    },
    getMany(kind, ids) {
      note(kind, ids);
      return reader.getMany(kind, ids);
    },
  };
}

export function checkOnReplica(
  replica: ReplicaDatabase,
  name: MutationName,
  args: unknown,
  context: MutationContext,
  accepted: readonly string[] = [],
): Promise<Checked> {
  return replica.transaction('r', replica.tables, async () => {
    const images: Promise<ServerRow | undefined>[] = [];
    const [state, result] = await Promise.all([
      replicaStateOf(replica),
      checkMutation(notingReader(replica, images), name, args, context, accepted),
    ]);
    const deps = new Set((await Promise.all(images)).flatMap((image) => (image ? [image.changedBy] : [])));
    return { result, base: state.feed, deps: [...deps] };
  });
}
