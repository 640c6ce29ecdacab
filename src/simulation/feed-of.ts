/** All that the server shows the devices of a shop, in the order of the feed. */
import { type FeedCursor, type FeedRow, feedStart } from '../domain/sync/protocol.ts';
import type { Storage } from '../server/storage/storage.ts';

const rowsPerPage = 1000;

/** @param deviceId whose outcomes are among the rows; null = nobody's */
export function feedOf(storage: Storage, tenantId: string, deviceId: string | null): Promise<FeedRow[]> {
  return storage.read(tenantId, async (reader) => {
    const rows: FeedRow[] = [];
    for (let cursor: FeedCursor = feedStart; ; ) {
      const page = await reader.changes(cursor, rowsPerPage, deviceId);
      rows.push(...page.rows);
      if (!page.more) return rows;
      cursor = page.next;
    }
  });
}
