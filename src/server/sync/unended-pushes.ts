/**
 * Which pushes a process was in the middle of when it ended (rule P5). An entry that ends the whole process leaves no word in the
 * database: its transaction is gone, and so is whoever would count the failure. So each push leaves a note in a file for as long as
 * it is under way. What a former life of the process left is taken in halves until one entry is left, which then is tried alone,
 * with its tries counted.
 *
 * The notes survive the death of the process, which is all they are for; a power cut may take them, and nobody waits for the disk.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceivedEntry } from './received-entry.ts';

interface LogName {
  readonly deviceId: string;
  readonly incarnation: string;
}

/** Entries of a log, from one seq to another. */
interface Span {
  readonly first: number;
  readonly last: number;
}

export class UnendedPushes {
  readonly #folder: string | null;
  /** What former lives of the process have left, by log. */
  readonly #left = new Map<string, Span>();

  /** @param folder where the notes lie; null keeps none */
  constructor(folder: string | null) {
    this.#folder = folder;
    if (folder === null) return;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const [first, last] = readFileSync(join(folder, name), 'utf8').split(' ').map(Number);
      if (first && last) this.#left.set(name, { first, last });
    }
  }

  /** Those entries of a push of which one may have ended the process. */
  suspects(log: LogName, entries: readonly ReceivedEntry[]): readonly ReceivedEntry[] {
    const left = this.#left.get(nameOf(log));
    return left ? entries.filter(({ seq }) => seq >= left.first && seq <= left.last) : [];
  }

  /** Does work on entries of a log, which are suspects should the process end meanwhile. */
  async during<T>(log: LogName, entries: readonly ReceivedEntry[], work: () => Promise<T>): Promise<T> {
    const [first, last] = [entries[0]?.seq, entries.at(-1)?.seq];
    if (first === undefined || last === undefined) return work();
    const name = nameOf(log);
    this.#note(name, { first, last });
    try {
      const answer = await work();
      const left = this.#left.get(name);
      if (left && left.last > last) this.#left.set(name, { ...left, first: last + 1 });
      else this.#left.delete(name);
      return answer;
    } finally {
      this.#note(name, this.#left.get(name) ?? null);
    }
  }

  #note(name: string, span: Span | null): void {
    if (this.#folder === null) return;
    const file = join(this.#folder, name);
    try {
      if (span) writeFileSync(file, `${span.first} ${span.last}`);
      else rmSync(file, { force: true });
    } catch {
      // A disk that is full must not keep a push from being taken, or from being refused for that reason.
    }
  }
}

const nameOf = ({ deviceId, incarnation }: LogName): string => `${deviceId}.${incarnation}`;

/** For whoever takes pushes and does not live on after being killed: commands, tests. */
export const noUnendedPushes = new UnendedPushes(null);
