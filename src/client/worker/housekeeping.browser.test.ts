import { expect, it, onTestFinished, vi } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { keepHouse } from './housekeeping.ts';

it('[L6] what changes while the directory is laid down is laid down afterwards', async () => {
  const device = await testDevice('local');
  let due: (() => void) | null = null;
  let finish = () => {};
  const keepUp = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const stop = keepHouse({
    data: device.data,
    directories: { keepUp },
    reportErasure: () => Promise.resolve(),
    isLeading: () => true,
    startTimer(_ms, call) {
      due = call;
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
  /** Lets the timer go off that was started last, if any. */
  const pass = () => {
    const call = due;
    due = null;
    call?.();
    return call !== null;
  };
  const quiet = () => vi.waitFor(() => expect(pass()).toBe(true));

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
