/** The backup of every night: the same command that a person calls, as a process of its own, so that selling does not wait for it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

const lookEveryMs = 30_000;

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

/** Starts it; answers how to end it. */
export function nightlyBackups(at: string, say: (failure: string | null, said: string) => void): () => void {
  if (at === 'off') return () => {};
  let last = new Date();
  const timer = setInterval(() => {
    const now = new Date();
    const due = isDue(at, last, now);
    last = now;
    if (!due) return;
    const command = join(import.meta.dirname, '../cli/main.ts');
    execFile(process.execPath, [command, 'backup'], (error, out, err) =>
      say(error ? err.trim() : null, error ? '' : out.trim()),
    );
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
