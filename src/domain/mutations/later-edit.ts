/** When somebody edited, and whether the clock of the device may be wrong. */
interface EditTime {
  /** Corrected device time, in milliseconds since 1970. */
  readonly at: number;
  readonly clockSuspect?: boolean | undefined;
}

/**
 * Which of two edits that did not see each other stays (rule M5): the later one, and a trusted clock beats a suspect one.
 *
 * @returns above 0 for the first, below 0 for the second, 0 for a tie, which each reader breaks in its own way
 * @example compareEdits({ at: 2 }, { at: 1 })  // 1
 * @example compareEdits({ at: 2, clockSuspect: true }, { at: 1 })  // -1
 */
export function compareEdits(one: EditTime, other: EditTime): number {
  const trusted = Number(other.clockSuspect ?? false) - Number(one.clockSuspect ?? false);
  return trusted === 0 ? Math.sign(one.at - other.at) : trusted;
}
