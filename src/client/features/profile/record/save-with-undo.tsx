import type { ReactNode } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import type { MutateResult } from '../../../app/services.ts';
import { notifyRefused, undoWith } from '../../../app/undo-with.tsx';
import { notifySaved } from '../../../components/notify-saved.tsx';

/** Says that a change is saved and offers the way back; answers why it is not. */
export async function saveWithUndo(
  change: () => Promise<MutateResult>,
  message: ReactNode,
  undo: () => Promise<MutateResult>,
): Promise<readonly Refusal[]> {
  const result = await change();
  if (!result.saved) return result.refusals;
  notifySaved({ message, onUndo: undoWith(undo) });
  return [];
}

/** The same for a change by one tap, where no form is open to say why it is not saved. */
export async function tapWithUndo(...change: Parameters<typeof saveWithUndo>): Promise<void> {
  const refusals = await saveWithUndo(...change);
  if (refusals.length > 0) notifyRefused(refusals);
}
