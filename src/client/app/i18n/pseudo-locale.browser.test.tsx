import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../../testing/show.tsx';
import { InsecureContextPage } from '../InsecureContextPage.tsx';
import { Component as MoreScreen } from '../MoreRoute.tsx';
import { NoSuchPage } from '../NoSuchPage.tsx';
import { Shell } from '../shell/Shell.tsx';

/** Words of three letters and more that the pseudo language has left as they were. */
function plainWords(): string[] {
  const text = document.getElementById('root')?.innerText ?? '';
  return text.match(/(?<![\p{L}/.:])[a-zA-Z]{3,}(?![\p{L}/.:])/gu) ?? [];
}

const parts = { search: null, syncChip: null, avatar: null, notices: null };

it.each([
  ['more', <MoreScreen key="more" />],
  ['no such page', <NoSuchPage key="none" />],
])('no text of the shell and of "%s" is missing from the catalogue', async (_name, screen) => {
  const router = createMemoryRouter([
    { element: <Shell parts={parts} />, children: [{ path: '*', element: screen }] },
  ]);
  await show(<RouterProvider router={router} />, 'pseudo');
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(plainWords()).toEqual([]);
});

it('no text of the page for an insecure address is missing from the catalogue', async () => {
  const address = new URL('http://shop.example/');
  await show(<InsecureContextPage address={address} askOrigin={async () => null} />, 'pseudo');
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(plainWords()).toEqual([]);
});
