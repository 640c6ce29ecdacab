import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { InsecureContextPage } from './InsecureContextPage.tsx';

it('over plain http one page says what is missing and where to go, and takes no data', async () => {
  const address = new URL('http://192.168.1.20:8080/sell');
  await show(<InsecureContextPage address={address} askOrigin={async () => null} />);
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Regulars needs a secure address');
  await expect.element(page.getByRole('link')).toHaveAttribute('href', 'https://192.168.1.20:8080/sell');
  expect(document.querySelectorAll('input, textarea, select, button').length).toBe(0);
});

it('leads to the address of the shop where the server knows it', async () => {
  const address = new URL('http://192.168.1.20:8080/sell');
  await show(<InsecureContextPage address={address} askOrigin={async () => 'https://shop.example'} />);
  await expect.element(page.getByRole('link')).toHaveAttribute('href', 'https://shop.example/sell');
});
