/** What must hold of merges (rules M1–M4): edges form a forest, and a customer's history is that of everyone merged into it. */
import type { ReplicaDatabase, StoredRow } from '../client/replica/replica-database.ts';
import { replicaReader } from '../client/replica/replica-reader.ts';
import { timelineOf } from '../client/replica/timeline-query.ts';
import { rootOf } from '../domain/history/groups.ts';
import { ownerByLinks, type SaleLink } from '../domain/metrics/owner.ts';
import type { MergeEdge } from '../domain/model/merge-edge.ts';
import type { Sale } from '../domain/model/sale.ts';
import type { Run } from './run.ts';

const moreThanAny = 10_000;

type Row = Pick<StoredRow, 'kind' | 'row'>;

function activeEdges(rows: Iterable<Row>): MergeEdge[] {
  return [...rows]
    .flatMap(({ kind, row }) => (kind === 'mergeEdge' && row !== null ? [row as MergeEdge] : []))
    .filter(({ active }) => active);
}

/** Whoever was merged was merged into one, and no way leads back to where it began. */
export function checkForest(run: Run, where: string, rows: Iterable<Row>): void {
  const winnerOf = new Map<string, string>();
  for (const { loserId, winnerId } of activeEdges(rows)) {
    run.check('M', !winnerOf.has(loserId), () => `${where}: ${loserId} was merged into two`);
    winnerOf.set(loserId, winnerId);
  }
  for (const start of winnerOf.keys()) {
    const seen = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = winnerOf.get(at);
    }
    run.check('M', at === undefined, () => `${where}: the merges of ${start} go round in a circle`);
  }
}

/** The groups as a plain list of the server's edges makes them: by each member, all members. */
function groupsOf(rows: Iterable<Row>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  const groupOf = (id: string) => groups.get(id) ?? new Set([id]);
  for (const { winnerId, loserId } of activeEdges(rows)) {
    const all = new Set([...groupOf(winnerId), ...groupOf(loserId)]);
    for (const id of all) groups.set(id, all);
  }
  return groups;
}

/** A device joins what the server's edges join: the same root for all of a group, and the documents of all of them. */
export async function checkJoinedHistory(
  run: Run,
  where: string,
  replica: ReplicaDatabase,
  rows: Iterable<Row>,
  sales: Iterable<Sale>,
): Promise<void> {
  const documents = [...sales];
  const links = [...rows].flatMap(({ kind, row }) =>
    kind === 'saleLink' && row !== null ? [row as SaleLink] : [],
  );
  for (const members of new Set(groupsOf(rows).values())) {
    const roots = new Set<string>();
    for (const id of members) roots.add(await rootOf(replicaReader(replica), id));
    run.check(
      'M',
      roots.size === 1,
      () => `${where}: ${[...members].join()} have the roots ${[...roots].join()}`,
    );
    const [root = ''] = roots;
    const shown = await timelineOf(replica, root, {}, null, moreThanAny);
    const expected = documents.filter((sale) => members.has(ownerByLinks(sale, links)));
    const ids = new Set(shown.sales.map(({ id }) => id));
    const same = shown.sales.length === expected.length && expected.every(({ id }) => ids.has(id));
    run.check(
      'M',
      same,
      () =>
        `${where} shows ${shown.sales.length} documents of ${root} and those merged, not ${expected.length}`,
    );
  }
}
