import { expect, it, onTestFinished, vi } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { keepHouse } from './housekeeping.ts';

/** A device whose house is kept; `quiet` waits for the timer and lets it go off. */
async function keptDevice(keepUp: () => Promise<void>, isLeading: () => boolean) {
  const device = await testDevice('local');
  const due: (() => void)[] = [];
  const stop = keepHouse({
    data: device.data,
    directories: { keepUp },
    locks: navigator.locks,
    reportErasure: () => Promise.resolve(),
    isLeading,
    startTimer(_ms, call) {
      due.push(call);
      return () => {};
    },
    report: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    stop();
    await device.remove();
  });
  /** Lets the timer go off, where one was started. */
  const pass = () => {
    const call = due.shift();
    call?.();
    return call !== undefined;
  };
  return { device, pass, quiet: () => vi.waitFor(() => expect(pass()).toBe(true)) };
}

it('what changed before this tab leads is seen to once it leads', async () => {
  const keepUp = vi.fn(() => Promise.resolve());
  let leads = false;
  const { quiet } = await keptDevice(keepUp, () => leads);
  await quiet();
  expect(keepUp).not.toHaveBeenCalled();
  leads = true;
  await quiet();
  await vi.waitFor(() => expect(keepUp).toHaveBeenCalledOnce());
});

it('[L6] what changes while the directory is laid down is laid down afterwards', async () => {
  let finish = () => {};
  const keepUp = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const { device, pass, quiet } = await keptDevice(keepUp, () => true);
  await quiet();
  await vi.waitFor(() => expect(keepUp).toHaveBeenCalledOnce());
  await device.mutate('recordSale', { sale: buildSale({ id: id('meanwhile'), number: '' }) });
  await quiet();
  expect(keepUp).toHaveBeenCalledOnce();
  finish();
  await vi.waitFor(() => {
    pass();
    expect(keepUp).toHaveBeenCalledTimes(2);
  });
});
