import { type NoteType, noteTypes } from '../../../../domain/model/customer-rows.ts';
import { useLeavesOut } from '../../../app/seen-places.ts';

/** The types of notes that this device shows and so may write: personal ones are on no counter (rule F6). */
export function useNoteTypes(): readonly NoteType[] {
  const leavesOut = useLeavesOut();
  return leavesOut('personal_notes') ? noteTypes.filter((type) => type !== 'personal') : noteTypes;
}
