/** Views of the list of customers that the shop keeps under names (REQ-C2). */
import * as z from 'zod/mini';
import { idSchema } from '../model/primitives.ts';
import { savedView } from '../model/saved-view.ts';
import { applied, defineMutation } from './mutation.ts';

/** Saves a view; one that is there under its id gets another name or other filters. */
export const saveView = defineMutation({
  name: 'saveView',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ view: z.omit(savedView.schema, { savedAt: true, savedBy: true }) }),
  async run(store, { view }, { at, actorId }) {
    await store.put('savedView', { ...view, savedAt: at, savedBy: actorId });
    return applied;
  },
});

/** Takes a view away; one that is gone already is as it should be. */
export const removeView = defineMutation({
  name: 'removeView',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema }),
  async run(store, { id }) {
    if (await store.get('savedView', id)) await store.remove('savedView', id);
    return applied;
  },
});
