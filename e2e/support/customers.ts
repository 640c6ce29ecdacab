/** The list of customers, a profile, and making one customer of two. */
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './shell.ts';

export class Customers {
  readonly #page: Page;
  readonly search: Locator;
  /** The customers that are listed, each a link. */
  readonly listed: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.search = page.getByRole('searchbox', { name: 'Search customers' });
    this.listed = page.getByRole('list', { name: 'Customers' }).getByRole('link');
  }

  async open(): Promise<void> {
    await goTo(this.#page, 'Customers');
  }

  /** Finds a customer by what is typed and opens the profile. */
  async find(text: string, name: string): Promise<Profile> {
    await this.search.fill(text);
    await this.listed.filter({ hasText: name }).first().click();
    return new Profile(this.#page, name);
  }

  async openAndFind(name: string): Promise<Profile> {
    await this.open();
    return this.find(name, name);
  }

  async add(name: string, number: string): Promise<void> {
    // An empty list offers it a second time.
    await this.#page.getByRole('link', { name: 'Add a customer' }).first().click();
    const form = new CustomerForm(this.#page);
    await form.name.fill(name);
    await form.number.fill(number);
    await form.save();
  }
}

export class CustomerForm {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly number: Locator;
  readonly notes: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog');
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.number = this.dialog.getByRole('textbox', { name: 'Customer number' });
    this.notes = this.dialog.getByRole('textbox', { name: 'Internal notes' });
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save customer' }).click();
  }
}

export class Profile {
  readonly #page: Page;
  readonly article: Locator;
  /** The documents of the timeline, newest first, each a link. */
  readonly purchases: Locator;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.article = page.getByRole('article', { name });
    this.purchases = this.article.getByRole('list', { name: 'Purchases by month' }).getByRole('link');
  }

  async show(kind: 'All' | 'Sales' | 'Returns' | 'Orders'): Promise<void> {
    await this.article
      .getByRole('radiogroup', { name: 'Kind of document' })
      .getByText(kind, { exact: true })
      .click();
  }

  get search(): Locator {
    return this.article.getByRole('searchbox', { name: 'Search the purchases' });
  }

  /** All figures of the customer as they are written, one per line. */
  async figures(): Promise<string[]> {
    await this.article.getByRole('tab', { name: 'Details' }).click();
    const details = this.article.getByRole('tabpanel', { name: 'Details' });
    const [terms, values, cells] = await Promise.all([
      details.getByRole('term').allInnerTexts(),
      details.getByRole('definition').allInnerTexts(),
      details.getByRole('cell').allInnerTexts(),
    ]);
    await this.article.getByRole('tab', { name: 'Purchases' }).click();
    return [...terms.map((term, index) => `${term}: ${values[index]}`), cells.join(' · ')];
  }

  /** Asks for the erasure of the person and confirms it, as far as the question for a password. */
  async erase(name: string): Promise<void> {
    await this.article.getByRole('button', { name: 'More actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Erase the person…' }).click();
    const question = this.#page.getByRole('dialog', { name: `Erase ${name}?` });
    const confirm = question.getByRole('button', { name: 'Erase for good' });
    await expect(confirm).toBeDisabled();
    await question.getByRole('checkbox').check();
    await confirm.click();
  }

  async merge(): Promise<Merge> {
    await this.article.getByRole('link', { name: 'Merge' }).click();
    return new Merge(this.#page);
  }
}

export class Merge {
  readonly #page: Page;
  readonly compared: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.compared = page.getByRole('region', { name: 'Two customers side by side' });
  }

  async with(text: string, name: string): Promise<void> {
    const others = this.#page.getByRole('region', { name: 'The other customer' });
    await others.getByRole('searchbox').fill(text);
    await others.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  }

  async confirm(): Promise<void> {
    await this.compared.getByRole('button', { name: /^Merge into/ }).click();
  }
}
