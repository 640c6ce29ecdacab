import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { RouteError } from './RouteError.tsx';

function Broken(): never {
  throw new Error('the fixture is broken');
}

it('a screen that fails says what is kept and what to do, and the rest goes on', async () => {
  const router = createMemoryRouter([{ path: '*', element: <Broken />, errorElement: <RouteError /> }]);
  await show(<RouterProvider router={router} />);
  await expect.element(page.getByRole('alert').getByText(/^Everything that was saved is kept/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Open it again' })).toBeVisible();
});
