/** The changes about a person that did not hold and wait for a decision, for what is given out about the person (REQ-P2). */
import type { Attention } from '../model/records.ts';
import type { StoreReader } from '../store.ts';
import { isoInstant } from '../values/calendar.ts';
import type { PersonDocument } from './person-document.ts';

/** Which of them whoever asks may see (rule F6). */
export interface SeenChanges {
  /** The device whose changes alone are told; null = those of every device. */
  readonly changesOf: string | null;
  readonly tellsNotes: boolean;
}

type WaitingChange = PersonDocument['waiting_changes'][number];

/** A file of many customers is about nobody alone. */
const aboutMany: ReadonlySet<string> = new Set(['importBatch', 'importCustomers', 'undoImport']);
const aboutNotes: ReadonlySet<string> = new Set(['saveNote', 'removeNote']);

/** What waits about some customers, of each change once. */
export async function waitingChanges(
  store: StoreReader,
  memberIds: readonly string[],
  { changesOf, tellsNotes }: SeenChanges,
): Promise<WaitingChange[]> {
  const told = new Map<string, WaitingChange>();
  for (const memberId of memberIds)
    for (const row of await store.references('attention', memberId)) {
      if (aboutMany.has(row.mutationName) || (changesOf !== null && row.deviceId !== changesOf)) continue;
      const said: unknown = row.payload === '' ? null : JSON.parse(row.payload);
      if (tellsNotes || !bearsNotes(row, said)) told.set(row.id, changePart(row, said));
    }
  return [...told.values()];
}

function changePart(
  { mutationName, code, reason, raisedAt, state }: Attention,
  said: unknown,
): WaitingChange {
  return {
    change: mutationName,
    said,
    reason: code,
    remark: reason ?? null,
    raised_at: isoInstant(raisedAt),
    state,
  };
}

function bearsNotes({ mutationName }: Attention, said: unknown): boolean {
  return aboutNotes.has(mutationName) || holdsNotes(said);
}

/** Whether the note in the record of a customer stands in a value, however deep. */
function holdsNotes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => (key === 'internalNotes' && inner !== null) || holdsNotes(inner),
  );
}
