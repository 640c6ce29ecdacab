/** The log of a device that its server has taken in again (rule X2): it goes on as it is. */
import { type LogDatabase, logStateOf } from './log-database.ts';
import { noteSessionKey } from './session-key.ts';

/**
 * Notes with which code its receipt numbers begin from now on. The server knows no key of it, so it is told that again, and nobody can be
 * left without by a kill in between.
 */
export function noteJoinedAgain(log: LogDatabase, receiptCode: string): Promise<void> {
  return log.transaction('rw', log.state, log.keys, async () => {
    const state = await logStateOf(log);
    if (receiptCode !== state.receiptCode)
      await log.state.put({ ...state, receiptCode, series: 'A', nextReceipt: 1 });
    await noteSessionKey(log, { isKnown: false });
  });
}
