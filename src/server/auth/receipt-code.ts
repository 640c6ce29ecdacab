const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const highest = 99;

/**
 * The first receipt code that no device of the shop bears or bore: A1, B2, C3 … Z24, then A2, B3 … Letter and number both change from
 * one device to the next, so that neighbours are hard to mistake.
 *
 * @example nextReceiptCode(new Set(['A1'])) // 'B2'
 */
export function nextReceiptCode(taken: ReadonlySet<string>): string {
  for (let round = 0; round < highest; round += 1) {
    for (const [index, letter] of [...letters].entries()) {
      const code = `${letter}${((index + round) % highest) + 1}`;
      if (!taken.has(code)) return code;
    }
  }
  throw new Error('all receipt codes of the shop are taken');
}
