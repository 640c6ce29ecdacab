import { expect, onTestFinished, test } from 'vitest';
import { id, noon } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { removePin, setPin, staffWithPin, tryPin } from './pins.ts';

async function deviceOf(staffId: string, pin: string) {
  const made = await testDevice('connected');
  onTestFinished(made.remove);
  const { log } = made.data;
  await setPin(log, staffId, pin, 'salt');
  return log;
}

const grace = id('grace');

test('[A2] the right PIN is right, another one and that of another person are not', async () => {
  const log = await deviceOf(grace, '2580');
  expect(await tryPin(log, grace, '2581', noon)).toEqual({ kind: 'wrong' });
  expect(await tryPin(log, grace, '2580', noon)).toEqual({ kind: 'right' });
  expect(await tryPin(log, id('tom'), '2580', noon)).toEqual({ kind: 'wrong' });
});

test('[A2] wrong tries in two tabs at once are all counted, and a right one clears them', async () => {
  const log = await deviceOf(grace, '2580');
  await Promise.all(['1', '2', '3'].map((digit) => tryPin(log, grace, `000${digit}`, noon)));
  expect(await tryPin(log, grace, '2580', noon)).toEqual({ kind: 'wait', ms: 5000 });
  expect(await tryPin(log, grace, '2580', noon + 5000)).toEqual({ kind: 'right' });
  expect(await log.pins.get(grace)).toMatchObject({ wrong: 0, notBefore: 0 });
});

test('[A2] who is shut out needs a new PIN', async () => {
  const log = await deviceOf(grace, '2580');
  await log.pins.where('staffId').equals(grace).modify({ wrong: 10 });
  expect(await tryPin(log, grace, '2580', noon)).toEqual({ kind: 'locked_out' });
  await setPin(log, grace, '9713', 'other salt');
  expect(await tryPin(log, grace, '9713', noon)).toEqual({ kind: 'right' });
});

test('[A2] the key cannot be read, and neither PIN nor key is of use on another device', async () => {
  const [log, other] = [await deviceOf(grace, '2580'), await deviceOf(grace, '2580')];
  const kept = await log.keys.get('pin');
  if (kept?.name !== 'pin') throw new Error('the device has made a key');
  await expect(crypto.subtle.exportKey('raw', kept.key)).rejects.toThrow();
  const stolen = await log.pins.get(grace);
  if (stolen) await other.pins.put(stolen);
  expect(await tryPin(other, grace, '2580', noon)).toEqual({ kind: 'wrong' });
  await removePin(other, grace);
  expect(await staffWithPin(other)).toEqual([]);
});
