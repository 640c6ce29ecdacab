/** Loaded before a server (`--import`): a sale under one number ends the process, and its clock can be set ahead. */
import { SqlStore } from '../storage/sql-store.ts';

/** The number of a sale that ends the process of a server with this module. */
export const deadlyNumber = 'DEADLY';
/** The variable that says by how many milliseconds the clock is ahead. */
export const clockAheadVariable = 'CLOCK_AHEAD_MS';

const addSales = SqlStore.prototype.addSales;
SqlStore.prototype.addSales = function poisoned(sales, size) {
  if (sales.some(({ number }) => number === deadlyNumber)) process.kill(process.pid, 'SIGKILL');
  return addSales.call(this, sales, size);
};

const ahead = Number(process.env[clockAheadVariable] ?? 0);
if (ahead > 0) {
  const now = Date.now;
  Date.now = () => now() + ahead;
}
