import type { Locator, Page } from '@playwright/test';
import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { syncChip } from './support/shell.ts';
import { joined } from './support/welcome.ts';

const patience = { timeout: 60_000 };

async function tabOf(profile: Locator, name: string | RegExp): Promise<Locator> {
  await profile.getByRole('tab', { name }).click();
  return profile.getByRole('tabpanel', { name });
}

async function undo(page: Page, message: string): Promise<void> {
  const toast = page.getByRole('alert').filter({ hasText: message });
  await toast.getByRole('button', { name: 'Undo' }).click();
}

journey(
  'what is written about a customer without a network is there at once, can be taken back, and reaches the server',
  async ({ server, newTablet }) => {
    journey.setTimeout(300_000);
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(5));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);
    await server.stop();
    const customers = new Customers(page);
    await customers.open();
    await customers.listed.first().click();
    const profile = page.getByRole('article');

    const notes = await tabOf(profile, /^Notes/);
    const written = notes.getByRole('listitem');
    const field = notes.getByRole('textbox', { name: 'Note', exact: true });
    await field.fill('card 4111 1111 1111 1111');
    await notes.getByRole('button', { name: 'Save note' }).click();
    await expect(notes.getByText('Looks like a card number. Not saved; remove it.')).toBeVisible();
    await field.fill('Prefers mornings');
    await notes.getByText('Preference', { exact: true }).click();
    await field.press('Control+Enter');
    await expect(written).toHaveText(/Prefers mornings/);
    await notes.getByRole('button', { name: 'Edit the note' }).click();
    const form = notes.getByRole('form', { name: 'Edit the note' });
    await form.getByRole('textbox').fill('Prefers evenings');
    await form.getByRole('button', { name: 'Save note' }).click();
    await expect(written).toHaveText(/Prefers evenings.*edited/);
    await notes.getByRole('button', { name: 'Remove the note' }).click();
    await expect(notes.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
    await undo(page, 'Note removed');
    await expect(written).toHaveText(/Prefers evenings/);

    const messages = await tabOf(profile, 'Messages');
    await messages.getByRole('button', { name: 'Log a call or message' }).click();
    await messages.getByRole('textbox', { name: 'What was said' }).fill('The kettle is here');
    await messages.getByRole('button', { name: 'Log it' }).click();
    await expect(messages.getByRole('listitem')).toHaveText(/The kettle is here.*Call.*From us/);

    const details = await tabOf(profile, 'Details');
    await details.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save address' }).click();
    await expect(dialog.getByText('A value is missing here.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Street and number' }).fill('22 Bermondsey Street');
    await dialog.getByRole('textbox', { name: 'City' }).fill('London');
    await dialog.getByRole('button', { name: 'Save address' }).click();
    // While it closes, the dialog still holds the keyboard.
    await expect(dialog).toBeHidden();
    await expect(details.getByText('22 Bermondsey Street')).toBeVisible();
    const offers = details.getByRole('switch', { name: /^Offers/ });
    await details.getByRole('combobox', { name: 'How the customer answers' }).selectOption('On paper');
    // The switch itself lies under what is drawn of it.
    await offers.press('Space');
    await expect(details.getByText(/Given.*On paper/)).toBeVisible();
    const doNotContact = details.getByRole('switch', { name: 'Do not contact' });
    await doNotContact.press('Space');
    await expect(doNotContact).toBeChecked();

    await details.getByRole('link', { name: 'History of changes' }).click();
    const history = page.getByRole('dialog', { name: 'History of changes' });
    const changes = history.getByRole('listitem');
    await expect(changes.filter({ hasText: 'Do not contact' })).toHaveText(/yes.*Counter/);
    await expect(changes.filter({ hasText: 'Prefers mornings' }).first()).toHaveText(/Prefers evenings/);
    await expect(changes.filter({ hasText: '22 Bermondsey Street' })).toHaveCount(1);
    await expect(changes.last()).toHaveText(/came in from a file/);
    await history.getByRole('button', { name: 'Close' }).click();
    await expect(history).toBeHidden();

    await server.start();
    await page.reload();
    await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, patience);
    const customerId = new URL(page.url()).pathname.split('/').at(-1);
    const ask = (path: string) => server.get<object>(shop, `/customers/${customerId}/${path}`);
    expect(await ask('notes')).toMatchObject({
      count: 1,
      notes: [{ content: 'Prefers evenings', note_type: 'preference' }],
    });
    expect(await ask('communications')).toMatchObject({
      communications: [{ content: 'The kettle is here' }],
    });
    expect(await ask('addresses')).toMatchObject({ addresses: [{ city: 'London', is_default: true }] });
    expect(await ask('consents')).toMatchObject({ history: [{ purpose: 'offers', origin: 'paper' }] });
    expect(await ask('preferences')).toMatchObject({ preferences: { do_not_contact: true } });
    await server.post(shop, `/customers/${customerId}/notes`, { content: 'From the web shop' });
    await tabOf(profile, /^Notes/);
    await expect(written.first()).toHaveText(/From the web shop/, patience);
  },
);
