import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import type { JoinAgainResponse } from '../../domain/sync/protocol.ts';
import { id, noon } from '../../domain/testing/build.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { testDevice } from '../replica/testing/device.ts';
import { DeviceSession } from '../sync/device-session.ts';
import type { Answer } from '../sync/transport.ts';
import type { ShopOnPage } from './open-shop-on-page.ts';
import { createPeopleService } from './people-service.ts';

test('[A1] [A2] giving a PIN and taking it away are noted, as who has given the own password', async () => {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  const mutate = vi.fn(async () => ({ saved: true, mutationId: id('m') }) as const);
  const people = createPeopleService({
    // Only what PINs reach of the shop.
    shop: () => ({ data: device.data }) as unknown as ShopOnPage,
    seams: device.seams,
    transport: {
      signIn: async () => ({
        kind: 'answer',
        value: { staffId: id('manager'), verifiedUntil: noon + 600_000 },
      }),
      signInAgain: vi.fn(),
      joinAgain: vi.fn(),
      enrolCode: vi.fn(),
    },
    mutate: mutate as unknown as Parameters<typeof createPeopleService>[0]['mutate'],
  });
  const cashier = id('cashier');
  expect(await people.setPin(cashier, '12')).toEqual({ code: 'pin_malformed' });
  expect(mutate).not.toHaveBeenCalled();
  expect(await people.setPin(cashier, '2580')).toBeNull();
  expect(mutate).toHaveBeenLastCalledWith(
    'recordPinEvent',
    { staffId: cashier, event: 'pin_set' },
    undefined,
  );
  await people.signIn('manager@example.com', 'correct horse battery', false);
  await people.removePin(cashier);
  const asManager = { actorId: id('manager') };
  expect(mutate).toHaveBeenLastCalledWith(
    'recordPinEvent',
    { staffId: cashier, event: 'pin_removed' },
    asManager,
  );
  expect(await people.withPin()).toEqual([]);
});

test('[K1] a device that a person brings back tells the server its key again', async () => {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  const { log } = device.data;
  const registerKey = vi.fn(async () => ({ kind: 'answer', value: null }) as const);
  const unused = vi.fn();
  const transport = {
    registerKey,
    challenge: unused,
    renew: unused,
    returnChallenge: unused,
    comeBack: unused,
  };
  const session = new DeviceSession(log, transport, device.seams.clock);
  await session.keepFresh();
  await session.keepFresh();
  expect(registerKey).toHaveBeenCalledTimes(1);
  const people = createPeopleService({
    shop: () => ({ data: device.data }) as unknown as ShopOnPage,
    seams: device.seams,
    transport: {
      signIn: async () => ({ kind: 'refused', code: 'sign_in_required' }),
      signInAgain: async () => ({
        kind: 'answer',
        value: { staffId: id('manager'), verifiedUntil: noon + 600_000 },
      }),
      joinAgain: vi.fn(),
      enrolCode: vi.fn(),
    },
    mutate: vi.fn(),
  });
  expect(await people.signIn('manager@example.com', 'correct horse battery', false)).toBeNull();
  await session.keepFresh();
  expect(registerKey).toHaveBeenCalledTimes(2);
});

test('[X4] a device that joins again under another receipt code begins its numbers anew, and under its own goes on', async () => {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  const { log } = device.data;
  const before = await logStateOf(log);
  const joinAgain = vi.fn(
    async (): Promise<Answer<JoinAgainResponse>> => ({
      kind: 'answer',
      value: { receiptCode: before.receiptCode },
    }),
  );
  const people = createPeopleService({
    shop: () => ({ data: device.data }) as unknown as ShopOnPage,
    seams: device.seams,
    transport: { signIn: vi.fn(), signInAgain: vi.fn(), joinAgain, enrolCode: vi.fn() },
    mutate: vi.fn(),
  });
  expect(await people.joinAgain('CODE')).toBeNull();
  expect(await logStateOf(log)).toEqual(before);
  const { tenantId, deviceId, receiptCode } = before;
  expect(joinAgain).toHaveBeenCalledWith(
    expect.objectContaining({ code: 'CODE', tenantId, deviceId, receiptCode }),
  );
  joinAgain.mockResolvedValueOnce({ kind: 'answer', value: { receiptCode: 'Z9' } });
  expect(await people.joinAgain('CODE')).toBeNull();
  expect(await logStateOf(log)).toEqual({ ...before, receiptCode: 'Z9', series: 'A', nextReceipt: 1 });
  joinAgain.mockResolvedValueOnce({ kind: 'refused', code: 'enrol_code_invalid' });
  expect(await people.joinAgain('CODE')).toEqual({ code: 'enrol_code_invalid' });
});
