/** A planted fault: the feed of a server whose positions come from a plain sequence, so that a later one may be committed first. */
import type { Storage } from '../server/storage/storage.ts';
import type { Faults } from './faults.ts';
import type { World } from './world.ts';

const lateShare = 0.1;
const lateAtMostMs = 400;

/** Each position is drawn at the beginning of its transaction; some transactions take longer than those behind them. */
export function withLateCommits(storage: Storage, the: World, faults: Faults): Storage {
  const chance = the.chance('late commits');
  const seenAt = new Map<number, number>();
  const isLate = (v: number): boolean => {
    if (faults.isHealed) return false;
    const until =
      seenAt.get(v) ?? the.now + (chance.happens(lateShare) ? chance.between(50, lateAtMostMs) : 0);
    seenAt.set(v, until);
    return until > the.now;
  };
  return {
    ...storage,
    credentials: storage.credentials,
    write: (tenantId, work) => storage.write(tenantId, work),
    onCommit: (tenantId, listener) => storage.onCommit(tenantId, listener),
    createTenant: (tenantId, epoch) => storage.createTenant(tenantId, epoch),
    ping: () => storage.ping(),
    close: () => storage.close(),
    read: (tenantId, work) =>
      storage.read(tenantId, (reader) =>
        work(
          new Proxy(reader, {
            get(target, name) {
              const value: unknown = Reflect.get(target, name);
              if (typeof value !== 'function') return value;
              if (name !== 'changes') return value.bind(target);
              return async (...question: Parameters<typeof reader.changes>) => {
                const page = await target.changes(...question);
                return { ...page, rows: page.rows.filter(({ v }) => !isLate(v)) };
              };
            },
          }),
        ),
      ),
  };
}
