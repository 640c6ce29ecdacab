/** Noticing that the data went back to an earlier state (rule X1): what is kept beside the database says more than it holds. */
import { newId } from '../../domain/values/ids.ts';
import type { Storage, TenantPosition } from '../storage/storage.ts';
import { eraseAgain, noteErased } from './erasure-ledger.ts';
import { type HighWater, readKeepsakes, writeHighWater } from './keepsakes.ts';

const lookEveryMs = 10_000;

/** The database holds an older state of a shop than was seen before. */
export class DataWentBack extends Error {}

/** The shops of which the data lacks something that it once had. */
function shopsThatWentBack(highWater: HighWater, positions: readonly TenantPosition[]): string[] {
  const present = new Map(positions.map((position) => [position.tenantId, position.v]));
  return Object.entries(highWater).flatMap(([tenantId, { v }]) =>
    (present.get(tenantId) ?? -1) < v ? [tenantId] : [],
  );
}

/**
 * Checks at start that no shop went back; where the operator accepts that one did, it begins a new epoch. Whoever was erased and came
 * back is erased again.
 *
 * @throws DataWentBack where one did and nobody accepts it
 */
export async function checkWentBack(
  storage: Storage,
  folder: string,
  accepts: boolean,
  { clock, randomBytes }: { clock: () => number; randomBytes: (count: number) => Uint8Array },
): Promise<void> {
  const { highWater } = readKeepsakes(folder);
  const positions = await storage.positions();
  const wentBack = shopsThatWentBack(highWater, positions);
  if (wentBack.length > 0 && !accepts) throw new DataWentBack(wentBack.join(', '));
  const now = clock();
  for (const { tenantId } of positions.filter((position) => wentBack.includes(position.tenantId))) {
    const above = highWater[tenantId]?.v ?? 0;
    await storage.beginEpoch(tenantId, { epoch: newId(now, randomBytes), above, now });
  }
  await eraseAgain(storage, folder, now);
  await noteErased(storage, folder);
  await noteBeside(storage, folder);
}

/**
 * Notes what must not go back in time with the database, the erased first: what is noted of a position must not be there before what
 * was done up to it. A shop that is gone is forgotten with it: that was accepted before.
 */
async function noteBeside(storage: Storage, folder: string): Promise<void> {
  const positions = await storage.positions();
  const next: HighWater = Object.fromEntries(
    positions.map(({ tenantId, epoch, v }) => [tenantId, { epoch, v }] as const),
  );
  if (JSON.stringify(next) === JSON.stringify(readKeepsakes(folder).highWater)) return;
  await noteErased(storage, folder);
  writeHighWater(folder, next);
}

/** Notes it every few seconds; answers how to end that, which notes it once more. */
export function keepHighWater(
  storage: Storage,
  folder: string,
  report: (error: unknown) => void,
): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.then(() => noteBeside(storage, folder)).catch(report);
    return looking;
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return look();
  };
}
