/** What a long job costs: how long the page does not answer, how much memory the browser takes. */
import { readdir, readFile } from 'node:fs/promises';
import type { JSHandle, Page } from '@playwright/test';

interface Heart {
  longestGapMs: number;
}

/** Lets the page beat with every frame, and notes the longest time between two beats. */
export function listenToHeart(page: Page): Promise<JSHandle<Heart>> {
  return page.evaluateHandle(() => {
    const heart = { longestGapMs: 0 };
    let last = performance.now();
    const beat = () => {
      const now = performance.now();
      heart.longestGapMs = Math.max(heart.longestGapMs, now - last);
      last = now;
      requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
    return heart;
  });
}

export function longestGapMs(heart: JSHandle<Heart>): Promise<number> {
  return heart.evaluate(({ longestGapMs }) => Math.round(longestGapMs));
}

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly peakMegabytes: number;
}

async function processFacts(pid: number): Promise<ProcessFacts | null> {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const numberOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    return { pid, parent: numberOf('PPid'), command, peakMegabytes: Math.round(numberOf('VmHWM') / 1024) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

/** Watches the memory of a process until it ends; its peak in megabytes, undefined where the system does not tell. */
export function watchMemory(pid: number): { end(): Promise<number | undefined> } {
  let peak: number | undefined;
  const look = async () => {
    peak = (await processFacts(pid))?.peakMegabytes ?? peak;
  };
  const timer = setInterval(() => void look(), 250);
  return {
    async end() {
      clearInterval(timer);
      await look();
      return peak;
    },
  };
}

/**
 * The most memory that a process of a browser has taken since it was started, in megabytes: page and workers are one process.
 * Undefined where the system does not tell.
 *
 * @param profile folder of the browser's profile, which tells it from others
 */
export async function peakMemory(profile: string): Promise<number | undefined> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => processFacts(Number(name))),
  );
  const processes = found.filter((facts) => facts !== null);
  const browser = processes.find(({ command }) => command.includes(profile) && !command.includes('--type='));
  if (!browser) return undefined;
  const isWithin = ({ pid, parent }: ProcessFacts): boolean => {
    if (pid === browser.pid) return true;
    const above = processes.find((facts) => facts.pid === parent);
    return above !== undefined && isWithin(above);
  };
  return Math.max(...processes.filter(isWithin).map(({ peakMegabytes }) => peakMegabytes));
}
