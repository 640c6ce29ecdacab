/** Notes that the staff write about a customer (REQ-C7). */
import * as z from 'zod/mini';
import { note } from '../model/customer-rows.ts';
import { idSchema } from '../model/primitives.ts';
import { defineMutation } from './mutation.ts';
import { removalSchema, removeRow, saveRow } from './save-row.ts';

/** Writes a note, edits it, or brings a removed one back as it was. Who wrote it first, and when, no edit changes. */
export const saveNote = defineMutation({
  name: 'saveNote',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    note: z.omit(note.schema, { saved: true }),
    replaces: z.optional(z.nullable(idSchema)),
  }),
  peopleIn: ({ note: { customerId } }) => [customerId],
  async run(store, { note: given, replaces }, context) {
    const stored = await store.get('note', given.id);
    const row = stored
      ? { ...given, authorId: stored.authorId, writtenAt: stored.writtenAt, editedAt: context.at }
      : given;
    return saveRow(store, 'note', row, replaces, context);
  },
});

export const removeNote = defineMutation({
  name: 'removeNote',
  version: 1,
  nature: 'intent',
  args: removalSchema,
  run: (store, removal, context) => removeRow(store, 'note', removal, context),
});
