/** Saving a sale as the till does, while the customer's history is on screen. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { liveQuestionsOf } from '../../src/client/replica/live-questions.ts';
import type { TimelinePage } from '../../src/domain/history/timeline.ts';
import type { Sale } from '../../src/domain/model/sale.ts';
import { newId } from '../../src/domain/values/ids.ts';
import type { MeasuredShop } from './measured-shop.ts';

export interface SaveTimes {
  /** Until "Saved" may be said. */
  readonly saved: number;
  /** Until the history on screen shows it. */
  readonly shown: number;
}

/** A sale of today like one of another day. */
function saleLike(template: Sale, now: number): Sale {
  const id = newId(now, (count) => crypto.getRandomValues(new Uint8Array(count)));
  return {
    ...template,
    id,
    type: 'sale',
    channel: 'pos',
    number: '',
    externalId: null,
    occurredAt: now,
    parent: null,
  };
}

/** The history of a customer as a screen holds it: asked again whenever it changes. */
function watchTimeline(client: QueryClient, shop: MeasuredShop, customerId: string) {
  const queryKey = ['timeline', customerId];
  const waiting = new Set<{ readonly isIt: (page: TimelinePage) => boolean; readonly done: () => void }>();
  const observer = new QueryObserver<TimelinePage>(client, {
    queryKey,
    queryFn: ({ signal }) => liveQuestionsOf(client).ask(queryKey, () => shop.timeline(customerId), signal),
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const tell = (page: TimelinePage | undefined) => {
    if (!page) return;
    for (const each of waiting) {
      if (!each.isIt(page)) continue;
      waiting.delete(each);
      each.done();
    }
  };
  const stop = observer.subscribe(({ data }) => tell(data));
  return {
    stop,
    until: (isIt: (page: TimelinePage) => boolean) =>
      new Promise<void>((done) => {
        waiting.add({ isIt, done });
        tell(observer.getCurrentResult().data);
      }),
  };
}

/** Records one more sale of the picked customer; answers how long that took and whether the history then was right. */
export async function saveOne(
  shop: MeasuredShop,
  index: number,
): Promise<{ times: SaveTimes; isRight: boolean }> {
  const picked = await shop.pickedAt(index);
  const template = picked.newest.find(({ type }) => type === 'sale') ?? picked.newest[0];
  if (!template) throw new Error('The picked customer has bought nothing.');
  const before = await shop.summary(picked.customerId);
  const client = new QueryClient();
  const watched = watchTimeline(client, shop, picked.customerId);
  await watched.until(() => true);
  const sale = saleLike(template, Date.now());

  const started = performance.now();
  const result = await shop.writer.save('recordSale', { sale });
  const saved = performance.now() - started;
  if (!result.saved) throw new Error(`The sale was refused: ${result.refusals[0]?.code}`);
  const shownAt = watched.until(({ sales }) => sales[0]?.id === sale.id).then(() => performance.now());
  await shop.drain();
  const shown = (await shownAt) - started;

  watched.stop();
  client.clear();
  const page = await shop.timeline(picked.customerId);
  const after = await shop.summary(picked.customerId);
  const total = sale.lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const isRight =
    page.sales[0]?.number === result.number &&
    after?.orders === (before?.orders ?? 0) + 1 &&
    after.grossMinor === (before?.grossMinor ?? 0) + total &&
    after.lastAt === sale.occurredAt;
  return { times: { saved, shown }, isRight };
}
