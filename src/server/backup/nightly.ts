/**
 * What is done every night: a backup, and writing files anew in which people who were erased may lie on. The same commands that a person
 * calls, as processes of their own, so that selling does not wait for them.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const lookEveryMs = 30_000;
/** For a server whose backups somebody else makes. */
const usualTime = '03:00';

/**
 * Whether a time of day has come since it was last looked at.
 *
 * @param at HH:MM
 * @example isDue('03:00', new Date('2026-11-21T02:59:40'), new Date('2026-11-21T03:00:10'))  // true
 */
export function isDue(at: string, last: Date, now: Date): boolean {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const due = new Date(now);
  due.setHours(hours, minutes, 0, 0);
  return last < due && due <= now;
}

export type NightlyWork = 'backup' | 'scrub';

/**
 * Starts it; answers how to end it.
 *
 * @param at `off`: no backups
 */
export function everyNight(
  at: string,
  say: (work: NightlyWork, failure: string | null, said: string) => void,
): () => void {
  const works: readonly NightlyWork[] = at === 'off' ? ['scrub'] : ['backup', 'scrub'];
  let last = new Date();
  const timer = setInterval(() => {
    const now = new Date();
    const due = isDue(at === 'off' ? usualTime : at, last, now);
    last = now;
    if (due) void doInTurn(works, say);
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One after the other: files are not written anew under the hands of a backup that reads them. */
async function doInTurn(
  works: readonly NightlyWork[],
  say: (work: NightlyWork, failure: string | null, said: string) => void,
): Promise<void> {
  const program = join(import.meta.dirname, '../cli/main.ts');
  for (const work of works) {
    try {
      const { stdout } = await run(process.execPath, [program, work]);
      say(work, null, stdout.trim());
    } catch (error) {
      const { stderr } = error as { readonly stderr?: string };
      say(work, stderr?.trim() || String(error), '');
    }
  }
}
