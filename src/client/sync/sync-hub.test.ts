import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import type { SyncStatus } from '../app/services.ts';
import { type TestDevice, testDevice } from '../replica/testing/device.ts';
import { SyncHub } from './sync-hub.ts';
import { SyncLoop } from './sync-loop.ts';
import { ServerDouble } from './testing/server-double.ts';

function startTimer(ms: number, due: () => void) {
  const timer = setTimeout(due, ms);
  return () => clearTimeout(timer);
}

function tabOf(device: TestDevice, server: ServerDouble) {
  const statuses: SyncStatus[] = [];
  const { data, seams } = device;
  const hub = new SyncHub({
    data,
    locks: navigator.locks,
    channel: new BroadcastChannel(`regulars-${data.tenantId}`),
    newId: seams.newId,
    startTimer,
    onStatus: (status) => statuses.push(status),
    report: seams.report,
    createLoop: (onStatus) =>
      new SyncLoop({
        data,
        transport: server,
        seams,
        chance: () => 0,
        startTimer,
        startIncarnation: () => Promise.resolve(),
        drain: () => Promise.resolve(),
        onStatus,
      }),
  });
  onTestFinished(() => hub.stop());
  return { hub, latest: () => statuses.at(-1) };
}

async function setUp(nature: 'connected' | 'local' = 'connected') {
  const device = await testDevice(nature, { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  const server = new ServerDouble('first', device.seams.clock.now);
  return { device, server, openTab: () => tabOf(device, server) };
}

describe('sync of several tabs', () => {
  it('[W6] one tab leads, and what another one logs is sent all the same', async () => {
    const { device, server, openTab } = await setUp();
    const [first, second] = [openTab(), openTab()];
    await first.hub.start();
    await vi.waitFor(() => expect(first.hub.isLeading).toBe(true));
    await second.hub.start();
    expect(second.hub.isLeading).toBe(false);
    await device.mutate('recordSale', { sale: buildSale({ number: '' }) });
    second.hub.wake('logged');
    await vi.waitFor(() => expect(server.store.allSales().length).toBe(1));
    await second.hub.syncNow();
    await vi.waitFor(() => expect(second.latest()).toMatchObject({ state: 'synced', pending: 0 }));
    await vi.waitFor(() => expect(second.latest()).toEqual(first.latest()));
  });

  it('[W6] another tab takes over when the one that leads is put aside or ends', async () => {
    const { device, server, openTab } = await setUp();
    const [first, second] = [openTab(), openTab()];
    await first.hub.start();
    await vi.waitFor(() => expect(first.hub.isLeading).toBe(true));
    await second.hub.start();
    first.hub.setAside(true);
    await vi.waitFor(() => expect(second.hub.isLeading).toBe(true));
    expect(first.hub.isLeading).toBe(false);
    await server.change((store) => store.put('customer', buildCustomer('Anna')));
    await second.hub.syncNow();
    expect(await device.data.replica.rows.get(['customer', id('Anna')])).toBeDefined();
    first.hub.setAside(false);
    second.hub.stop();
    await vi.waitFor(() => expect(first.hub.isLeading).toBe(true));
  });

  it('[X7] a shop without a server sends nothing and waits for nothing', async () => {
    const { device, server, openTab } = await setUp('local');
    const tab = openTab();
    await tab.hub.start();
    await device.mutate('recordSale', { sale: buildSale({ number: '' }) });
    tab.hub.wake('logged');
    await tab.hub.syncNow();
    expect(tab.latest()).toMatchObject({ state: 'local', pending: 0 });
    expect(server.received.length + server.pulls).toBe(0);
  });
});
