/** People at a tablet: PINs, the lock, and the screen of staff and devices. */
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './shell.ts';

/** Whoever signs in with a password. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

export class Staff {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await goTo(this.#page, 'More');
    await this.#page.getByRole('link', { name: /^Staff and devices/ }).click();
  }

  /** Answers the question for the own password. */
  async signIn({ email, password }: Login): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: /administrator's password/ });
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(dialog).toBeHidden();
  }

  async beginToAdd(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Add a person' }).click();
  }

  /** In the dialog that is open. Without `place` for all places. */
  async add(name: string, { role, place }: { role?: string; place?: string } = {}): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: 'Add a person' });
    await dialog.getByLabel('Name').fill(name);
    if (role !== undefined) await dialog.getByLabel('Role').selectOption({ label: role });
    if (place !== undefined) {
      await dialog.getByText('Only at these places').click();
      await dialog.getByRole('checkbox', { name: place }).check();
    }
    await dialog.getByRole('button', { name: 'Save person' }).click();
    await expect(dialog).toBeHidden();
  }

  #person(name: string): Locator {
    return this.#page.getByRole('list', { name: 'Staff' }).getByRole('listitem').filter({ hasText: name });
  }

  async seesListed(person: string, words: string): Promise<void> {
    await expect(this.#person(person)).toContainText(words);
  }

  async beginPin(person: string): Promise<Locator> {
    await this.#person(person).getByRole('button', { name: /PIN$/ }).click();
    return this.#page.getByRole('dialog', { name: `PIN of ${person}` });
  }

  async setPin(person: string, pin: string): Promise<void> {
    const dialog = await this.beginPin(person);
    await dialog.getByLabel('4 digits').fill(pin);
    await dialog.getByLabel('Once more').fill(pin);
    await dialog.getByRole('button', { name: 'Save PIN' }).click();
    await expect(dialog).toBeHidden();
  }

  device(name: string): Locator {
    return this.#page.getByRole('list', { name: 'Devices' }).getByRole('listitem').filter({ hasText: name });
  }

  /** Opens what a device sees, with the own password where the server asks for it. */
  async whatItSees(device: string, login: Login): Promise<Locator> {
    await this.device(device)
      .getByRole('button', { name: `What ${device} sees` })
      .click();
    const asked = this.#page.getByRole('dialog', { name: /administrator's password/ });
    const dialog = this.#page.getByRole('dialog', { name: `What ${device} sees` });
    await expect(asked.or(dialog)).toBeVisible();
    if (await asked.isVisible()) await this.signIn(login);
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Asks for a code for another device; answers its link, which at a server of a journey leads to this computer alone. */
  async linkForDevice(): Promise<string> {
    await this.#page.getByRole('button', { name: 'Add a device' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Code for one device' });
    await expect(dialog.getByRole('alert')).toContainText('No other device finds this server yet');
    await expect(dialog.getByRole('img')).toBeHidden();
    const link = await dialog.getByRole('link').getAttribute('href');
    await dialog.getByRole('button', { name: 'Done' }).click();
    if (link === null) throw new Error('The dialog bears no link.');
    return link;
  }

  async shutOut(device: string): Promise<void> {
    await this.device(device).getByRole('button', { name: 'Shut out' }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
    await expect(this.device(device)).toContainText('shut out');
  }
}

/** Locks the till of whoever is there. */
export async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: /, lock this device$/ }).click();
  await expect(page.getByRole('heading', { name: 'Who is at the till?' })).toBeVisible();
}

/** Takes over at a till that is locked. */
export async function unlockAs(page: Page, person: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${person}`) }).click();
  await page.keyboard.type(pin);
  await expect(page.getByRole('button', { name: `${person}, lock this device` })).toBeVisible();
}
