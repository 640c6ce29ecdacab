import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import { changeReplica } from './change-replica.ts';
import { createQueries } from './queries.ts';
import { replicaStore } from './replica-store.ts';
import { testDevice } from './testing/device.ts';
import { useLive } from './use-live.ts';

const today = '2026-12-01';

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);

async function screen() {
  const device = await testDevice('local');
  const { data, remove } = device;
  const client = new QueryClient();
  const element = document.createElement('div');
  const root = createRoot(element);
  onTestFinished(async () => {
    await act(async () => root.unmount());
    await remove();
  });
  const show = (node: ReactNode) =>
    act(async () => root.render(<QueryClientProvider client={client}>{node}</QueryClientProvider>));
  const name = (person: string, shown: string) =>
    changeReplica(data.replica, ({ effects }) =>
      replicaStore(data.replica, effects).put('customer', { ...buildCustomer(person), name: shown }),
    );
  const seen = (text: string) => act(() => vi.waitFor(() => expect(element.textContent).toBe(text)));
  return { device, data, client, element, show, name, seen, queries: createQueries(data.replica) };
}

describe('a live question', () => {
  test('is answered again when what it has read changes', async () => {
    const { queries, show, name, seen } = await screen();
    const Name = () => {
      const { data } = useLive(['customer', id('ada')], () =>
        queries.row('customer', id('ada')).then((row) => row?.name ?? null),
      );
      return data === undefined ? 'asking' : (data ?? 'nobody');
    };
    await show(<Name />);
    await seen('nobody');
    await name('ada', 'Ada');
    await seen('Ada');
    await name('ada', 'Ada L.');
    await seen('Ada L.');
  });

  test('keeps the last answer while the same subject is asked more narrowly, and no answer of another subject', async () => {
    const { queries, show, name, seen, element } = await screen();
    await name('ada', 'Ada');
    await name('bea', 'Bea');
    const shown: (string | undefined)[] = [];
    const Name = ({ person, narrowed }: { person: string; narrowed: string }) => {
      const { data } = useLive(['customer', id(person), narrowed], () =>
        queries.row('customer', id(person)).then((row) => `${row?.name} ${narrowed}`),
      );
      shown.push(data);
      return data ?? '';
    };
    await show(<Name person="ada" narrowed="all" />);
    await seen('Ada all');
    await show(<Name person="ada" narrowed="few" />);
    await seen('Ada few');
    expect(shown.slice(shown.indexOf('Ada all'))).not.toContain(undefined);
    shown.length = 0;
    await show(<Name person="bea" narrowed="few" />);
    await seen('Bea few');
    expect(shown).not.toContain('Ada few');
    expect(element.textContent).toBe('Bea few');
  });

  test('[M4] about a merged customer is answered, and again after a sale to any of its members', async () => {
    const { device, queries, show, seen } = await screen();
    for (const name of ['Ada', 'Bea'])
      await device.mutate('createCustomer', { id: id(name), fields: emptyCustomerFields(name) });
    const merge = { id: id('merge'), winnerId: id('Ada'), loserId: id('Bea'), choices: {} };
    await device.mutate('mergeCustomers', merge);
    const Figures = () => {
      const view = useLive(['customer', id('Ada')], () =>
        queries.customer(id('Ada'), today).then((found) => found ?? null),
      );
      const timeline = useLive(['timeline', id('Ada')], () => queries.timeline(id('Ada'), {}, null, 10));
      const orders = view.data?.cells.map((cell) => cell.orders).join();
      return `${view.data?.group.memberIds.length} members, orders: ${orders}, documents: ${timeline.data?.sales.length}`;
    };
    await show(<Figures />);
    await seen('2 members, orders: , documents: 0');
    await device.mutate('recordSale', { sale: buildSale({ id: id('sale'), customerId: id('Bea') }) });
    await seen('2 members, orders: 1, documents: 1');
  });

  test('stops when nobody looks, and begins anew for the next who does', async () => {
    const { queries, show, name, seen } = await screen();
    await name('ada', 'Ada');
    let asked = 0;
    const Name = () => {
      const { data } = useLive(['customer', id('ada')], () => {
        asked += 1;
        return queries.row('customer', id('ada')).then((row) => row?.name ?? null);
      });
      return data ?? '';
    };
    await show(<Name />);
    await seen('Ada');
    await show(null);
    const before = asked;
    await name('ada', 'Ada, unseen');
    await queries.row('customer', id('ada'));
    expect(asked).toBe(before);
    await show(<Name />);
    await seen('Ada, unseen');
    await name('ada', 'Ada, seen');
    await seen('Ada, seen');
  });

  test('that fails says so', async () => {
    const { show, seen } = await screen();
    const Failing = () =>
      useLive(['failing', 1], () => Promise.reject(new Error('broken'))).error?.message ?? '';
    await show(<Failing />);
    await seen('broken');
  });
});
