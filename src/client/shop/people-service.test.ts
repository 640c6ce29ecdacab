import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { id, noon } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { DeviceSession } from '../sync/device-session.ts';
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
      enrolCode: vi.fn(),
    },
    mutate: vi.fn(),
  });
  expect(await people.signIn('manager@example.com', 'correct horse battery', false)).toBeNull();
  await session.keepFresh();
  expect(registerKey).toHaveBeenCalledTimes(2);
});
