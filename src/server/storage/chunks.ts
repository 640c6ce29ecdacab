/** Both databases bound the number of values in one statement; SQLite to 32,766, PostgreSQL to 65,535. */
const valuesPerStatement = 30_000;

/** Cuts a list so that each part, with so many values per entry, fits into one statement. */
export function chunked<T>(list: readonly T[], valuesPerEntry = 1): T[][] {
  const size = Math.max(1, Math.floor(valuesPerStatement / valuesPerEntry));
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
  return chunks;
}
