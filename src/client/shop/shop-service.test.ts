// Shops lie in the browser's own databases, at their usual place.
import 'fake-indexeddb/auto';
import { i18n } from '@lingui/core';
import type { Remote } from 'comlink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EnrolResponse } from '../../domain/sync/protocol.ts';
import { buildSale, id, noon } from '../../domain/testing/build.ts';
import { setCurrentTenant } from '../outbox/shop-registry.ts';
import { applyFeed } from '../replica/apply-feed.ts';
import { testSeams } from '../replica/testing/device.ts';
import type { Answer, Transport } from '../sync/transport.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import { createServices } from './create-services.ts';

i18n.loadAndActivate({ locale: 'en', messages: {} });

beforeEach(() => setCurrentTenant(null));

const enrolled: EnrolResponse = {
  tenantId: id('tenant'),
  shopName: 'Corner shop',
  deviceId: id('device'),
  locationId: id('location'),
  actorId: id('owner'),
  receiptCode: 'B2',
  epoch: 'first',
  serverTime: noon,
};

const setting = {
  id: id('tenant'),
  shopName: 'Corner shop',
  taxNumber: null,
  currency: 'GBP',
  timeZone: 'Europe/London',
  cutOffHour: 0,
  taxMode: 'included',
  cashRoundingMinor: 1,
  receiptHead: '',
  receiptFoot: '',
  refundApprovalAboveMinor: null,
  discountApprovalAboveMilli: null,
  mode: 'retail',
  updatedAt: 1,
};

function tabWith(enrol: Transport['enrol'] = vi.fn()) {
  const worker = {
    open: vi.fn(async () => {}),
    close: vi.fn(async () => {}),
    recover: vi.fn(async () => null),
    forgetFiles: vi.fn(async () => {}),
    wake: vi.fn(async () => {}),
    syncNow: vi.fn(async () => {}),
    fillDemo: vi.fn(async (onProgress: (done: number, of: number) => void) => onProgress(1, 1)),
  };
  const tellOthers = vi.fn();
  const seams = { ...testSeams(), wait: (ms: number) => new Promise<void>((end) => setTimeout(end, ms)) };
  const { services, session } = createServices({
    seams,
    // Only what these tests reach of the worker.
    worker: worker as unknown as Remote<WorkerApi>,
    transport: {
      enrol,
      connect: vi.fn(),
      push: vi.fn(),
      pull: vi.fn(),
      snapshot: vi.fn(),
      epoch: vi.fn(),
      rescue: vi.fn(),
      listen: vi.fn(),
      signIn: vi.fn(),
      signInAgain: vi.fn(),
      joinAgain: vi.fn(),
      enrolCode: vi.fn(),
      handedIn: vi.fn(),
    },
    storage: { estimate: vi.fn(), isPersistent: vi.fn(), requestPersistence: vi.fn(async () => true) },
    timeZone: 'Europe/London',
    tellOthers,
    locks: navigator.locks,
    saved: { load: () => null, save: vi.fn(), forget: vi.fn() },
    wipe: vi.fn(),
    savedLookups: { load: () => [], save: vi.fn() },
  });
  return { services, session, worker, tellOthers };
}

const answering =
  (answer: Answer<EnrolResponse>): Transport['enrol'] =>
  () =>
    Promise.resolve(answer);

describe('shop on this device', () => {
  it('is none on a first visit', async () => {
    const { services, session } = tabWith();
    await session.resume();
    expect(await services.shop.current()).toBeNull();
  });

  it('[X7] opens empty without a server, and is there again after a reload', async () => {
    const { services, worker, tellOthers } = tabWith();
    await services.shop.openEmpty({ shopName: 'Gifts', currency: 'EUR', timeZone: 'Europe/Berlin' });
    const shop = await services.shop.current();
    expect(shop).toMatchObject({
      nature: 'local',
      setting: { shopName: 'Gifts', currency: 'EUR', timeZone: 'Europe/Berlin' },
      locations: [{ active: true }],
    });
    expect(shop?.device.locationId).toBe(shop?.locations[0]?.id);
    expect(worker.open).toHaveBeenCalledWith(shop?.tenantId, expect.anything());
    expect(tellOthers).toHaveBeenCalledOnce();

    const reloaded = tabWith();
    await reloaded.session.resume();
    expect(await reloaded.services.shop.current()).toEqual(shop);
  });

  it('has the worker fill a demo', async () => {
    const { services, worker } = tabWith();
    const onProgress = vi.fn();
    await services.shop.openDemo(onProgress);
    expect(worker.fillDemo).toHaveBeenCalledOnce();
    expect(onProgress).toHaveBeenCalledWith(1, 1);
    expect(await services.shop.current()).toMatchObject({ nature: 'demo' });
  });

  it('joins the shop of a server and is usable when the first page is in', async () => {
    const { services, session } = tabWith(answering({ kind: 'answer', value: enrolled }));
    let isJoined = false;
    const joining = services.shop.join('CODE', 'Front tablet').then((result) => {
      isJoined = true;
      return result;
    });
    await vi.waitFor(() => expect(session.get()).not.toBeNull());
    expect(await services.shop.current()).toBeNull();
    expect(isJoined).toBe(false);
    const rows = [{ table: 'setting', id: setting.id, v: 1, row: setting }];
    await applyFeed(session.require().data, { epoch: 'first', rows, completeV: 1 }, noon);
    expect(await joining).toEqual({ ok: true });
    expect(await services.shop.current()).toMatchObject({
      nature: 'connected',
      device: { name: 'Front tablet', locationId: id('location'), receiptCode: 'B2' },
    });
  });

  it.each([
    ['enrol_code_invalid', { kind: 'refused', code: 'enrol_code_invalid' }],
    ['temporarily_unavailable', { kind: 'silence', retryAfterMs: 0 }],
  ] as const)('says why it could not join: %s', async (code, answer) => {
    const { services } = tabWith(answering(answer));
    expect(await services.shop.join('CODE', 'Tablet')).toEqual({ ok: false, refusal: { code } });
    expect(await services.shop.current()).toBeNull();
  });

  it('is not left while something is unsent, and leaves nothing behind', async () => {
    const elsewhere = { ...enrolled, tenantId: id('another tenant') };
    const { services, session, worker } = tabWith(answering({ kind: 'answer', value: elsewhere }));
    void services.shop.join('CODE', 'Tablet');
    await vi.waitFor(() => expect(session.get()).not.toBeNull());
    await services.mutate('recordSale', { sale: buildSale({ number: '' }) });
    expect(worker.wake).toHaveBeenCalledWith('logged');
    expect(await services.shop.leave()).toEqual({ ok: false, pending: 1 });
    expect(worker.open).toHaveBeenCalledTimes(2);
    expect(session.get()).not.toBeNull();

    await session.require().data.log.entries.clear();
    expect(await services.shop.leave()).toEqual({ ok: true });
    expect(session.get()).toBeNull();
    const databases = await indexedDB.databases();
    expect(databases.filter(({ name }) => name?.includes(elsewhere.tenantId))).toEqual([]);
  });

  it('stays open when it cannot be removed', async () => {
    const { services, session, worker } = tabWith();
    await services.shop.openEmpty({ shopName: 'Gifts', currency: 'EUR', timeZone: 'Europe/Berlin' });
    const removing = vi.spyOn(session.require().data.log, 'transaction').mockImplementation(() => {
      throw new Error('disk');
    });
    await expect(services.shop.leave()).rejects.toThrow('disk');
    removing.mockRestore();
    expect(await services.shop.current()).toMatchObject({ setting: { shopName: 'Gifts' } });
    expect(worker.open).toHaveBeenCalledTimes(2);
    const saved = await services.mutate('recordSale', { sale: buildSale({ number: '' }) });
    expect(saved.saved).toBe(true);
  });

  it('asks the worker anew where it could not open the shop', async () => {
    const { services, worker, session } = tabWith();
    worker.open.mockRejectedValueOnce(new Error('disk'));
    await services.shop.openEmpty({ shopName: 'Gifts', currency: 'EUR', timeZone: 'Europe/Berlin' });
    await expect(session.workerIsReady()).resolves.toBeUndefined();
    expect(worker.open).toHaveBeenCalledTimes(2);
  });

  it('syncs for a person who is quicker than the worker as soon as that has opened the shop', async () => {
    const { services, worker } = tabWith();
    let opened = () => {};
    worker.open.mockReturnValueOnce(
      new Promise((resolve) => {
        opened = resolve;
      }),
    );
    await services.shop.openEmpty({ shopName: 'Gifts', currency: 'EUR', timeZone: 'Europe/Berlin' });
    const synced = services.sync.syncNow();
    await Promise.resolve();
    expect(worker.syncNow).not.toHaveBeenCalled();
    opened();
    await synced;
    expect(worker.syncNow).toHaveBeenCalledOnce();
  });
});
