/** A note about a customer in REST answers. */
import * as z from 'zod';
import { type Note, noteTypes } from '../../domain/model/customer-rows.ts';
import { isoInstant } from '../../domain/values/calendar.ts';

export const noteViewSchema = z
  .object({
    id: z.string(),
    customer_id: z.string().describe('The customer it was written about, also after a merge.'),
    note_type: z.enum(noteTypes),
    content: z.string(),
    created_by: z.string().nullable().describe('The person of the staff; null for an integration.'),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'Note' });

export function noteView(note: Note): z.infer<typeof noteViewSchema> {
  return {
    id: note.id,
    customer_id: note.customerId,
    note_type: note.type,
    content: note.text,
    created_by: note.authorId,
    created_at: isoInstant(note.writtenAt),
    updated_at: isoInstant(note.editedAt ?? note.writtenAt),
  };
}
