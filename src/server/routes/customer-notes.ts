/** Notes about a customer (REQ-C7). */
import * as z from 'zod';
import { notesOf } from '../../domain/history/group-rows.ts';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { type Note, noteTypes } from '../../domain/model/customer-rows.ts';
import type { StoreReader } from '../../domain/store.ts';
import { newId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy, leftOutView } from '../views/left-out-view.ts';
import { noteView, noteViewSchema } from '../views/note-view.ts';
import { acceptingNames, enumText } from './accepted-names.ts';
import { partOf, partParams, registerRemoval } from './customer-part.ts';
import { cardFree, idParams, writtenText } from './request-values.ts';
import { leftOutFor, seesNote } from './seen-places.ts';
import { shownCustomer } from './shown-customer.ts';

const fields = {
  note_type: enumText(noteTypes),
  content: cardFree(writtenText(2000)),
};
const aliases = { note: 'content', text: 'content', type: 'note_type' };
const newNote = acceptingNames(
  z.object({ ...fields, note_type: fields.note_type.default('personal') }),
  aliases,
);
const noteEdit = acceptingNames(z.object(fields).partial(), aliases);

const oneNote = z.object({ message: z.string(), note: noteViewSchema });

async function noteViewOf(reader: StoreReader, customerId: string, id: string) {
  const { group } = await shownCustomer(reader, customerId);
  return noteView(await partOf(reader, 'note', group, id));
}

/** The note, where the caller may see it; to others there is none. */
async function seenNote(
  reader: StoreReader,
  caller: Caller,
  group: CustomerGroup,
  id: string,
): Promise<Note> {
  const note = await partOf(reader, 'note', group, id);
  if (!seesNote(caller, note)) throw new RequestRefused('not_found');
  return note;
}

export function registerCustomerNoteRoutes(app: App, dependencies: Dependencies): void {
  const { storage, clock, randomBytes } = dependencies;

  app.get(
    '/customers/:id/notes',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['customer record'],
        summary: 'List the notes about a customer, newest first',
        params: idParams,
        response: {
          200: z.object({ notes: z.array(noteViewSchema), count: z.int(), ...leftOutView }),
          ...errorResponses,
        },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const { group } = await shownCustomer(reader, request.params.id);
        const caller = callerOf(request);
        const seen = (await notesOf(reader, group)).filter((note) => seesNote(caller, note));
        const leftOut = leftOutBy(leftOutFor(caller), ['personal_notes']);
        return { notes: seen.map(noteView), count: seen.length, ...leftOut };
      }),
  );

  app.post(
    '/customers/:id/notes',
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Write a note about a customer',
        params: idParams,
        body: newNote,
        response: { 201: oneNote, ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id: customerId } = request.params;
      const note = await storage.write(caller.tenantId, async (writer) => {
        await shownCustomer(writer, customerId);
        const id = newId(clock(), randomBytes);
        const { note_type: type, content: text } = request.body;
        const authorId = caller.signedIn?.id ?? null;
        const row = { id, customerId, type, text, authorId, writtenAt: clock() };
        await mutateIn(writer, dependencies, caller, 'saveNote', { note: row });
        return noteViewOf(writer, customerId, id);
      });
      return reply.code(201).send({ message: 'Note added successfully', note });
    },
  );

  for (const method of ['PATCH', 'PUT'] as const) {
    app.route({
      method,
      url: '/customers/:id/notes/:partId',
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary: 'Edit a note',
        params: partParams,
        body: noteEdit,
        response: { 200: oneNote, ...errorResponses },
      },
      handler: (request) => {
        const caller = callerOf(request);
        const { id: customerId, partId } = request.params;
        return storage.write(caller.tenantId, async (writer) => {
          const { group } = await shownCustomer(writer, customerId);
          const { saved: _saved, ...note } = await seenNote(writer, caller, group, partId);
          const { note_type: type = note.type, content: text = note.text } = request.body;
          await mutateIn(writer, dependencies, caller, 'saveNote', { note: { ...note, type, text } });
          return { message: 'Note updated successfully', note: await noteViewOf(writer, customerId, partId) };
        });
      },
    });
  }

  registerRemoval(app, dependencies, {
    list: 'notes',
    summary: 'Remove a note',
    message: 'Note removed',
    mutation: 'removeNote',
    find: seenNote,
  });
}
