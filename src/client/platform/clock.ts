/** The only source of the present moment, so that tests and simulations can hold it still. */
export interface Clock {
  /** The instant now, in epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
