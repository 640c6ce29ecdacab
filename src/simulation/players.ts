/** Processes that play runs side by side. What they report comes in the order of the wishes, whoever was faster. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Played, PlayWishes } from './player.ts';

/**
 * A run makes much that lives shortly; with room for it the collector has half the work. All processors have players of their own, so
 * threads of the collector only take turns with them.
 */
const collector = ['--max-semi-space-size=64', '--single-threaded-gc'];
/** So many wishes lie at a player, so that it never waits for the next. */
const ahead = 2;

const main = join(import.meta.dirname, 'main.ts');

/**
 * Plays all wishes with so many processes. `mayBegin` is asked before each run. Whoever iterates may leave at any time, and no
 * player stays behind.
 */
export async function* playAll(
  wishes: Iterable<PlayWishes>,
  jobs: number,
  plant: string | undefined,
  mayBegin: () => boolean,
): AsyncGenerator<{ readonly wishes: PlayWishes; readonly played: Played }> {
  const rest = wishes[Symbol.iterator]();
  const players: ChildProcess[] = [];
  /** In the order of the wishes. */
  const awaited: { wishes: PlayWishes; played: Promise<Played> }[] = [];

  const begin = (player: ChildProcess, takers: PromiseWithResolvers<Played>[]): void => {
    const next = mayBegin() ? rest.next() : null;
    if (!next || next.done) return;
    const taker = Promise.withResolvers<Played>();
    // Looked at in its turn; until then a failure is nobody's surprise.
    taker.promise.catch(() => undefined);
    takers.push(taker);
    awaited.push({ wishes: next.value, played: taker.promise });
    player.send(next.value);
  };

  for (let job = 0; job < jobs; job += 1) {
    const player = fork(main, ['--play', ...(plant === undefined ? [] : ['--plant', plant])], {
      execArgv: collector,
    });
    players.push(player);
    const takers: PromiseWithResolvers<Played>[] = [];
    player.on('message', (played: Played) => {
      takers.shift()?.resolve(played);
      begin(player, takers);
    });
    player.on('exit', (code) => {
      for (const taker of takers.splice(0)) taker.reject(new Error(`a player ended with ${code}`));
    });
    for (let count = 0; count < ahead; count += 1) begin(player, takers);
  }

  try {
    for (;;) {
      const next = awaited.shift();
      if (!next) return;
      yield { wishes: next.wishes, played: await next.played };
    }
  } finally {
    for (const player of players) if (player.connected) player.disconnect();
  }
}
