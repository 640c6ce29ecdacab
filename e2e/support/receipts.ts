/** The list of receipts, one receipt, and what comes back of it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './shell.ts';

export class Receipts {
  readonly #page: Page;
  readonly search: Locator;
  /** The receipts that are listed, newest first, each a link. */
  readonly listed: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.search = page.getByRole('searchbox', { name: 'Search receipts' });
    this.listed = page.getByRole('list', { name: 'Receipts' }).getByRole('link');
  }

  async open(): Promise<void> {
    await goTo(this.#page, 'Receipts');
  }
}

/** A receipt that is open, over a profile or beside the list. */
export class Receipt {
  readonly #page: Page;
  readonly heading: Locator;
  readonly lines: Locator;
  /** What it returns, or what was returned of it. */
  readonly related: Locator;

  /** @param number the one that is expected; any if it is left out */
  constructor(page: Page, number?: string) {
    this.#page = page;
    const name = number === undefined ? /^Receipt \S/ : `Receipt ${number}`;
    this.heading = page.getByRole('heading', { name, exact: true });
    this.lines = page.getByRole('list', { name: 'Lines' }).getByRole('listitem');
    this.related = page.getByRole('navigation', { name: 'Related receipts' }).getByRole('link');
  }

  async number(): Promise<string> {
    return (await this.heading.innerText()).replace('Receipt ', '');
  }

  async return(): Promise<ReturnDesk> {
    await expect(this.heading).toBeVisible();
    await this.#page.getByRole('link', { name: 'Return', exact: true }).click();
    return new ReturnDesk(this.#page);
  }
}

export class ReturnDesk {
  readonly #page: Page;
  readonly refund: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.refund = page.getByRole('button', { name: /^Refund/ });
  }

  async takeBack(product: string, quantity: string, reason: string): Promise<void> {
    await this.#page.getByRole('checkbox', { name: `Return ${product}` }).check();
    const field = this.#page.getByRole('group', { name: product }).getByRole('textbox', { name: 'Quantity' });
    await field.fill(quantity);
    await field.press('Enter');
    await this.#giveReason(this.#page.getByRole('radiogroup', { name: 'Reason' }), reason);
  }

  async takeEverythingBack(reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Return all that is left' }).click();
    for (const line of await this.#page.getByRole('radiogroup', { name: 'Reason' }).all()) {
      await this.#giveReason(line, reason);
    }
  }

  /** The chip lies over its own words, so that a finger has room: what is tapped is the chip. */
  async #giveReason(line: Locator, reason: string): Promise<void> {
    await line.getByText(reason, { exact: true }).click({ force: true });
  }
}
