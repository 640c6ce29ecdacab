/** Step 2 of a write (rule W2): one strict transaction that takes the seq and, for a document, the next receipt number. */
import { chainHash, entryHash } from '../../domain/sync/log-entry.ts';
import { type LogDatabase, logStateOf, type OpenArgs, type StoredEntry } from './log-database.ts';
import { receiptNumber } from './receipt-number.ts';
import { plainArgs, sealArgs } from './stored-args.ts';

/** An entry before the log has given it a place. */
export type EntryDraft = Pick<
  StoredEntry,
  'id' | 'name' | 'version' | 'salt' | 'deps' | 'supersedes' | 'deviceTime' | 'base' | 'build'
> & {
  readonly args: unknown;
  /** Who does it; null = whoever is at the till. */
  readonly actorId: string | null;
  /** The arguments as they will lie in the log, where that had to be prepared; else they are stored as they are. */
  readonly packed: OpenArgs | null;
  /** Puts the receipt number into the arguments of a document. */
  readonly withNumber: ((args: unknown, number: string) => unknown) | null;
};

export interface Appended {
  readonly seq: number;
  readonly number: string | null;
}

/** Adds the entry. When this has resolved the entry is on the disk; when it throws, nothing has changed. */
export function appendEntry(log: LogDatabase, draft: EntryDraft): Promise<Appended> {
  return log.transaction('rw', log.state, log.entries, async () => {
    const state = await logStateOf(log);
    if (state.leaving || state.shutOut?.isOver) throw new Error('The shop is being taken off this device.');
    const number = draft.withNumber
      ? receiptNumber(state.receiptCode, state.series, state.nextReceipt)
      : null;
    const args = draft.withNumber && number !== null ? draft.withNumber(draft.args, number) : draft.args;
    const { packed, withNumber: _withNumber, args: _args, actorId, ...given } = draft;
    const content = {
      ...given,
      device: state.deviceId,
      actor: actorId ?? state.actorId,
      estimatedOffsetMs: state.estimatedOffsetMs,
    };
    const chained = {
      incarnation: state.incarnation,
      seq: state.nextSeq,
      hash: entryHash({ ...content, args }),
      previousHash: state.lastChain,
    };
    await Promise.all([
      log.entries.add({
        ...content,
        ...chained,
        args: sealArgs(log, state, draft, packed ?? plainArgs(args)),
      }),
      log.state.put({
        ...state,
        nextSeq: state.nextSeq + 1,
        nextReceipt: number === null ? state.nextReceipt : state.nextReceipt + 1,
        lastChain: chainHash(chained),
      }),
    ]);
    return { seq: chained.seq, number };
  });
}
