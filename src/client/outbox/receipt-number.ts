/**
 * The receipt number of a device (rule X4): its code, the letter of the series, a counter.
 *
 * @example receiptNumber('B2', 'A', 4417)  // 'B2-A-004417'
 */
export function receiptNumber(receiptCode: string, series: string, count: number): string {
  return `${receiptCode}-${series}-${String(count).padStart(6, '0')}`;
}
