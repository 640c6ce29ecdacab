/** How often a customer comes, as a class (REQ-H6). */

export const repeatFrequencies = ['one_time', 'occasional', 'regular', 'frequent'] as const;
export type RepeatFrequency = (typeof repeatFrequencies)[number];

/** From so many sales within twelve months on. */
const regularFrom = 4;
export const frequentFrom = 10;

/**
 * The class that follows from all sales, and from those of the last twelve months.
 *
 * @returns null without a sale
 * @example repeatFrequencyOf(12, 4)  // 'regular'
 */
export function repeatFrequencyOf(orders: number, ordersOfLastYear: number): RepeatFrequency | null {
  if (orders === 0) return null;
  if (orders === 1) return 'one_time';
  if (ordersOfLastYear >= frequentFrom) return 'frequent';
  return ordersOfLastYear >= regularFrom ? 'regular' : 'occasional';
}
