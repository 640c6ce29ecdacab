/**
 * Taking what is deleted out of the files of SQLite. `secure_delete` overwrites what a statement deletes; but where rows move between
 * pages the room they leave keeps its bytes, and the write-ahead log keeps every page as it once was.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Wiped } from './engine.ts';
import { sqliteErrorCode } from './sqlite-dialect.ts';

const pauseMs = 50;
const busy = 5;

/** How long others may hold it up: whoever reads or writes at that moment. */
interface Patience {
  readonly blockAtMostMs: number;
  readonly waitAtMostMs: number;
}

/** Empties the write-ahead log; answers whether it could before its patience ended. */
export function emptyWriteAheadLog(path: string, patience: Patience): Promise<boolean> {
  return onOwnConnection(path, patience, (database) => {
    const row = database.prepare('pragma wal_checkpoint(truncate)').get();
    return row?.busy === 0;
  });
}

/** Writes the whole file anew from what holds, and empties the write-ahead log. Nobody else can write meanwhile. */
export async function rewriteFile(path: string, patience: Patience): Promise<Wiped> {
  const isRewritten = await onOwnConnection(path, patience, (database) => {
    database.exec('vacuum');
    return true;
  });
  if (!isRewritten) return 'in_use';
  return (await emptyWriteAheadLog(path, patience)) ? 'wiped' : 'log_kept';
}

/** Tries it until it is done, on a connection of its own: in that of the server a transaction may be open. */
async function onOwnConnection(
  path: string,
  { blockAtMostMs, waitAtMostMs }: Patience,
  work: (database: DatabaseSync) => boolean,
): Promise<boolean> {
  const database = new DatabaseSync(path, { timeout: blockAtMostMs });
  try {
    const giveUpAt = performance.now() + waitAtMostMs;
    for (;;) {
      if (unlessBusy(() => work(database))) return true;
      if (performance.now() > giveUpAt) return false;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    database.close();
  }
}

function unlessBusy(work: () => boolean): boolean {
  try {
    return work();
  } catch (error) {
    const code = sqliteErrorCode(error);
    if (code === undefined || (code & 0xff) !== busy) throw error;
    return false;
  }
}
