import { expect, it } from 'vitest';
import { buildContext, id, noon } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, parseArgs } from './registry.ts';

const view = {
  id: id('view'),
  name: 'Tea lovers',
  filters: { type: null, status: null, tag: 'tea', tier: 'vip', lifecycle: null },
  sort: 'net',
  descending: true,
} as const;

it('[REQ-C2] a view is kept for the shop, renamed, and taken away; taking it away twice does no harm', async () => {
  const store = new MemoryStore();
  const take = (name: 'saveView' | 'removeView', args: unknown) =>
    applyMutation(store, name, args, buildContext({ actorId: id('ann'), at: noon }));
  await take('saveView', { view });
  expect(store.all('savedView')).toEqual([{ ...view, savedAt: noon, savedBy: id('ann') }]);
  await take('saveView', { view: { ...view, name: 'Tea' } });
  expect(store.all('savedView')).toMatchObject([{ name: 'Tea' }]);
  expect(await take('removeView', { id: view.id })).toMatchObject({ ok: true });
  expect(await take('removeView', { id: view.id })).toMatchObject({ ok: true });
  expect(store.all('savedView')).toEqual([]);
});

it('[REQ-C2] a view has a name, and never holds what was searched for', () => {
  expect(parseArgs('saveView', { view })).toMatchObject({ ok: true });
  expect(parseArgs('saveView', { view: { ...view, name: '  ' } })).toMatchObject({
    refusals: [{ code: 'name_required', path: ['view', 'name'] }],
  });
  expect(parseArgs('saveView', { view: { ...view, text: 'Anna' } })).toMatchObject({ ok: false });
});
