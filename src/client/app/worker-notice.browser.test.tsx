import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import type { WorkerWatch } from '../worker/watch-worker.ts';
import { WorkerNotice } from './WorkerNotice.tsx';

it('a dead worker is told of, and a reload is offered', async () => {
  let lost = false;
  let tell = () => {};
  const watch: WorkerWatch = {
    isLost: () => lost,
    subscribe(listener) {
      tell = listener;
      return () => {};
    },
  };
  const reload = vi.fn();
  await show(<WorkerNotice reload={reload} watch={watch} />);
  await expect.element(page.getByRole('button', { name: 'Reload' })).not.toBeInTheDocument();
  lost = true;
  tell();
  await page.getByRole('button', { name: 'Reload' }).click();
  expect(reload).toHaveBeenCalledOnce();
});
