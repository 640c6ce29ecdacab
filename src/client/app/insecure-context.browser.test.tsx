import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { InsecureContextPage } from './InsecureContextPage.tsx';

it('over plain http one page says what is missing and where to go, and takes no data', async () => {
  await show(<InsecureContextPage address={new URL('http://192.168.1.20:8080/sell')} />);
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Regulars needs a secure address');
  await expect.element(page.getByRole('link')).toHaveAttribute('href', 'https://192.168.1.20:8080/sell');
  expect(document.querySelectorAll('input, textarea, select, button').length).toBe(0);
});
