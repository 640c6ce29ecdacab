import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { OpenCarts } from '../platform/saved-till.ts';
import type { AppUpdates } from '../platform/service-worker.ts';
import { show } from '../testing/show.tsx';
import { UpdateNotice } from './UpdateNotice.tsx';

const readyUpdate: AppUpdates = { isReady: () => true, subscribe: () => () => {}, apply: () => {} };

it('a newer version is offered, and no longer when a cart is opened', async () => {
  let open = false;
  let tell = () => {};
  const carts: OpenCarts = {
    isAny: () => open,
    subscribe(listener) {
      tell = listener;
      return () => {};
    },
  };
  await show(<UpdateNotice carts={carts} updates={readyUpdate} />);
  const offer = page.getByText('A new version is ready. Carts are kept.');
  await expect.element(offer).toBeVisible();
  open = true;
  tell();
  await expect.element(offer).not.toBeInTheDocument();
});
