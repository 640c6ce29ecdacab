/**
 * How many letters were typed wrong: put in, left out, replaced, or swapped with the next one, each counted as one. Undefined where
 * there are more than `most`.
 *
 * @example editsBetween('otieno', 'oteino', 2) // 1
 */
export function editsBetween(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  // Most of what is compared begins or ends alike, or has nothing in common.
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const shortest = Math.min(a.length, b.length) - start;
  while (end < shortest && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return editsOfRest(a.slice(start, a.length - end), b.slice(start, b.length - end), most);
}

function editsOfRest(a: string, b: string, most: number): number | undefined {
  if (a === '' || b === '') return a.length + b.length <= most ? a.length + b.length : undefined;
  // What is left of one edit is a letter, or two that are swapped.
  if (most === 1 && Math.max(a.length, b.length) > 2) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const edits = Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(isSwapped ? Math.min(edits, at(beforeLast, j - 2) + 1) : edits);
    }
    beforeLast = last;
    last = row;
  }
  const edits = at(last, b.length);
  return edits <= most ? edits : undefined;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
