import { expect, journey } from './support/journey.ts';
import { Staff } from './support/people.ts';
import { joined } from './support/welcome.ts';

journey('[A4] an owner makes a key for a web shop and takes it back', async ({ server, newTablet }) => {
  const shop = await server.createShop('Corner House');
  const page = await joined(server, shop, await newTablet(), 'Office');
  const keys = page.getByRole('list', { name: 'Keys of other programs' }).getByRole('listitem');
  const webShop = keys.filter({ hasText: 'Web shop' });
  const statusWith = async (token: string, path: string) =>
    (await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

  const token = await journey.step('it is shown once, and does what was chosen', async () => {
    const staff = new Staff(page);
    await staff.open();
    await expect(keys).toHaveCount(1);
    await page.getByRole('button', { name: 'Make a key' }).click();
    await staff.signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
    const asked = page.getByRole('dialog', { name: 'A key for another program' });
    await asked.getByRole('button', { name: 'Make the key' }).click();
    await expect(asked.getByText('Choose at least one.')).toBeVisible();
    await asked.getByRole('textbox', { name: 'Which program' }).fill('Web shop');
    await asked.getByRole('checkbox', { name: 'See customers' }).check();
    await asked.getByRole('button', { name: 'Make the key' }).click();
    const shown = page.getByRole('dialog', { name: 'The new key' });
    const text = await shown.getByRole('note', { name: 'Key' }).innerText();
    await shown.getByRole('button', { name: 'Done' }).click();
    await expect(shown).toBeHidden();
    return text;
  });
  expect(await statusWith(token, '/customers')).toBe(200);
  expect(await statusWith(token, '/devices')).toBe(403);

  await journey.step('taken back, it opens nothing', async () => {
    await expect(webShop).toContainText('See customers', { timeout: 60_000 });
    await webShop.getByRole('button', { name: 'Take back' }).click();
    const sure = page.getByRole('dialog', { name: 'Take back the key Web shop?' });
    await sure.getByRole('button', { name: 'Take back' }).click();
    await expect(webShop).toContainText('taken back on', { timeout: 60_000, ignoreCase: true });
  });
  expect(await statusWith(token, '/customers')).toBe(401);
});
