/** A rule that did not hold. */
export class Violation extends Error {
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(`[${rule}] ${message}`);
    this.rule = rule;
  }
}

/** Ends the sequence where a rule does not hold. */
export function demand(rule: string, holds: boolean, message: () => string): void {
  if (!holds) throw new Violation(rule, message());
}
