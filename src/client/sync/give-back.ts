/**
 * A server that was restored from a backup (rules X1, X2). The old epoch is refused; then the device
 *
 *   asks       which epoch began, and above which position the server lacks what it fed
 *   gives      those rows back, whoever made them, with their marks; where it is, lies in the replica
 *   says       that it has nothing more
 *   renumbers  its log: what was confirmed goes before what waits, under a new incarnation and the new epoch, in one transaction
 *
 * and both conversations go on; the replica is begun anew with the first part of the snapshot. Every step may be done again, so a tab
 * may be killed, or another may lead, at any point; until the log is renumbered the server's answer leads back here.
 */
import type { DeviceData } from '../outbox/device-data.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { resendRetained } from '../outbox/resend-retained.ts';
import { givingBack, inRescues, nextStep, noteGivingBack } from '../replica/lost-rows.ts';
import type { GivingBack } from '../replica/replica-database.ts';
import type { Outcome } from './conversation.ts';
import type { Answer, Transport } from './transport.ts';

export interface GiveBackParts {
  readonly data: DeviceData;
  readonly transport: Pick<Transport, 'epoch' | 'rescue'>;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  /** What an answer that is none means for the conversation; null for one that is. */
  readonly heard: (answer: Answer<unknown>) => Outcome | null;
  /** Told with every step which share is done. */
  readonly onShare: (share: number) => void;
}

/** Gives back what the server lacks and renumbers the log; answers what became of it. */
export async function giveBack(parts: GiveBackParts): Promise<Outcome> {
  const { data, transport, newId, signal, heard } = parts;
  const { epoch: ended } = await logStateOf(data.log);
  const asked = await transport.epoch(ended, signal);
  const refusal = heard(asked);
  if (refusal) return refusal;
  if (asked.kind !== 'answer') return { event: 'no_answer' };
  const { epoch, restoredV } = asked.value;
  if (epoch === ended) return { event: 'continued' };
  const failure = await giveRows(parts, await givingBack(data.replica, { epoch, restoredV }));
  if (failure) return failure;
  const last = await transport.rescue({ epoch, rows: [], done: true }, signal);
  const unheard = heard(last);
  if (unheard) return unheard;
  if (signal.aborted) return { event: 'no_answer' };
  await resendRetained(data.log, { ended, epoch, restoredV, incarnation: newId() });
  return { event: 'continued' };
}

async function giveRows(
  { data: { replica }, transport, signal, heard, onShare }: GiveBackParts,
  from: GivingBack,
): Promise<Outcome | null> {
  let state = from;
  while (state.place.source !== 'all given') {
    onShare(state.of === 0 ? 0 : Math.min(1, state.done / state.of));
    const { rows, after } = await nextStep(replica, state);
    let isTaken = true;
    for (const part of inRescues(rows)) {
      const answer = await transport.rescue({ epoch: state.epoch, rows: part, done: false }, signal);
      const refusal = heard(answer);
      if (refusal) return refusal;
      if (answer.kind === 'answer' && answer.value.refused > 0) isTaken = false;
    }
    if (signal.aborted) return { event: 'no_answer' };
    state = { ...after, isWhole: after.isWhole && isTaken };
    await noteGivingBack(replica, state);
  }
  return null;
}
