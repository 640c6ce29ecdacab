/** Says what the author believes; a false belief is a bug and stops the work at once. */
export function assert(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message()}`);
}

/** Closes a `switch` over a union: the compiler names the case that was forgotten. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
