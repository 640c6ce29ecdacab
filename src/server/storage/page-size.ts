/** How much one page of the feed or of a snapshot holds: rows are counted, and bytes, since one document may be as large as a thousand. */
import { type RawBuilder, sql } from 'kysely';

/** A page holds no more, unless its first row does by itself. */
const bytesPerPage = 2_000_000;
/** What a row takes up beside its content: table, id, position, mark. */
const bytesAround = 250;

/** The size of stored content; neither database reads the content to tell it. */
export const bodyBytes: RawBuilder<number> = sql<number>`coalesce(octet_length(body), 0)`;

/**
 * How many rows of a list still go into a page.
 *
 * @param before bytes that are in the page already; 0 for its beginning, where the first row goes in whatever its size
 */
export function rowsThatFit(
  bodies: readonly number[],
  limit: number,
  before = 0,
): { rows: number; bytes: number } {
  let bytes = before;
  let rows = 0;
  for (const body of bodies.slice(0, limit)) {
    const next = bytes + body + bytesAround;
    if (next > bytesPerPage && bytes > 0) break;
    bytes = next;
    rows += 1;
  }
  return { rows, bytes };
}
