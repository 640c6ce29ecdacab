import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { ToastHost } from '../components/ToastHost.tsx';
import { show } from '../testing/show.tsx';
import { undoWith } from './undo-with.tsx';

it('an undo that is refused says so, and why', async () => {
  await show(<ToastHost />);
  undoWith(async () => ({ saved: false, refusals: [{ code: 'not_merged' }] }))();
  await expect.element(page.getByText(/These two customers are not merged/)).toBeVisible();
});
