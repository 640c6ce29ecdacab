import { expect, it, vi } from 'vitest';
import { watchWorker } from './watch-worker.ts';

function watched(answers: () => Promise<void>) {
  vi.useFakeTimers();
  const worker = new EventTarget();
  const told = vi.fn();
  const watch = watchWorker({
    worker,
    ping: answers,
    isVisible: () => true,
    startTimer: (ms, due) => void setTimeout(due, ms),
  });
  watch.subscribe(told);
  return { worker, watch, told };
}

it('a worker that answers is never given up on', async () => {
  const { watch, told } = watched(async () => {});
  await vi.advanceTimersByTimeAsync(600_000);
  expect([watch.isLost(), told.mock.calls.length]).toEqual([false, 0]);
});

it('a worker that stops answering is told of once', async () => {
  let alive = true;
  const { watch, told } = watched(() => (alive ? Promise.resolve() : new Promise(() => {})));
  await vi.advanceTimersByTimeAsync(300_000);
  alive = false;
  await vi.advanceTimersByTimeAsync(300_000);
  expect([watch.isLost(), told.mock.calls.length]).toEqual([true, 1]);
});

it('a script that could not be loaded is told of at once, an error inside the worker is not the end of it', () => {
  const { worker, watch } = watched(async () => {});
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'in a task' }));
  expect(watch.isLost()).toBe(false);
  worker.dispatchEvent(new Event('error'));
  expect(watch.isLost()).toBe(true);
});
