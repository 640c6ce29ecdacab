import { newId } from '../../domain/values/ids.ts';
import { type Clock, systemClock } from './clock.ts';

/** Everything that the data layer would otherwise reach for: time, chance, and a place for what nobody waits for. */
export interface Seams {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Random text of at most 64 characters that nobody can guess. */
  readonly newSalt: () => string;
  /** The build of the app that is running. */
  readonly build: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Takes an error of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function systemSeams(build: string): Seams {
  return {
    clock: systemClock,
    newId: () => newId(systemClock.now(), randomBytes),
    newSalt: () => Array.from(randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    build,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    report: (error) => reportError(error),
  };
}

/** The same seams, quiet from `end` on: what is said by databases that were closed under running work is no news. */
export function endingSeams(seams: Seams): { readonly seams: Seams; readonly end: () => void } {
  let hasEnded = false;
  return {
    seams: {
      ...seams,
      report(error) {
        if (!hasEnded) seams.report(error);
      },
    },
    end() {
      hasEnded = true;
    },
  };
}
