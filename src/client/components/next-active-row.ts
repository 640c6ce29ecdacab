/**
 * The row that a key leads to, or undefined for a key that does not move. The ends of the list hold.
 *
 * @example nextActiveRow('ArrowDown', 4, 5, 10)  // 4: the last row of five
 */
export function nextActiveRow(key: string, active: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const steps: Partial<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? undefined : Math.min(count - 1, Math.max(0, next));
}
