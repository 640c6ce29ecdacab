/** A device says that it has forgotten those whom an erasure names, also in its log (rule E5). */
import * as z from 'zod/mini';
import { idSchema } from '../model/primitives.ts';
import { nameBasedId } from '../values/ids.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

export const reportErasure = defineMutation({
  name: 'reportErasure',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ erasureId: idSchema }),
  async run(store, { erasureId }, { deviceId, at }) {
    if (deviceId === null || !(await store.get('erasure', erasureId)))
      return refuse('not_found', ['erasureId']);
    const id = nameBasedId('erasureReport', erasureId, deviceId);
    if (!(await store.get('erasureReport', id)))
      await store.put('erasureReport', { id, erasureId, deviceId, doneAt: at });
    return applied;
  },
});
