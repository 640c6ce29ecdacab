import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const glanceMs = 500;

/**
 * Waits until one of the programs ends, ends the others, and gives the exit code for this process.
 * Signals that this process receives go on to the programs, which decide themselves how to end.
 */
export async function runUntilEnd(programs: readonly ChildProcess[]): Promise<number> {
  const endAll = (signal: NodeJS.Signals) => {
    for (const program of programs) program.kill(signal);
  };
  for (const ending of endings) process.on(ending, endAll);
  const watch = whenNpmEnds(() => endAll('SIGTERM'));
  const ends = programs.map((program) => once(program, 'exit'));
  const [code] = await Promise.race(ends);
  endAll('SIGTERM');
  await Promise.all(ends);
  clearInterval(watch);
  return typeof code === 'number' ? code : 1;
}

/** npm passes a signal to its shell only, and the shell ends without telling us: what is left is a new parent. */
function whenNpmEnds(then: () => void): NodeJS.Timeout | undefined {
  if (!process.env.npm_lifecycle_event) return undefined;
  const shell = process.ppid;
  return setInterval(() => {
    if (process.ppid !== shell) then();
  }, glanceMs);
}
