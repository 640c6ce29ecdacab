/** A slice of a long list: what is asked for at once. */
export interface ListWindow {
  readonly offset: number;
  readonly limit: number;
}

const pageSize = 100;

/**
 * The slice that holds the rows in sight with at least half a page around them. It moves in whole pages, so that scrolling
 * asks rarely, and always has the same size, so that the answers are cached under few keys.
 *
 * @example windowAround(230)  // { offset: 100, limit: 300 }
 */
export function windowAround(firstIndex: number): ListWindow {
  const page = Math.floor(Math.max(0, firstIndex - pageSize / 2) / pageSize);
  return { offset: page * pageSize, limit: 3 * pageSize };
}

/** Rows of one window, found by their place in the whole list; undefined where they are not loaded. */
export function rowAt<Row>(window: ListWindow, rows: readonly Row[], index: number): Row | undefined {
  return index < window.offset ? undefined : rows[index - window.offset];
}
