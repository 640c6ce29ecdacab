/** The till as a person uses it: tiles, cart, payment. */
import type { Locator, Page } from '@playwright/test';
import { goTo } from './shell.ts';

export class Till {
  readonly page: Page;
  readonly cart: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.cart = page.getByRole('complementary', { name: 'Cart' });
    this.search = page.getByRole('searchbox', { name: 'Scan, or type a product, customer or receipt' });
  }

  async open(): Promise<void> {
    await goTo(this.page, 'Sell');
  }

  tile(product: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: new RegExp(`^${product}`) });
  }

  line(product: string): Locator {
    return this.cart.getByRole('listitem').filter({ hasText: product });
  }

  /** Puts a customer on the sale who is found by part of name, phone or number. */
  async attach(customer: string): Promise<void> {
    await this.cart.getByRole('button', { name: 'Add customer' }).click();
    await this.cart.getByRole('searchbox').fill(customer);
    await this.cart.getByRole('button', { name: new RegExp(`^${customer}`) }).click();
  }

  async setQuantity(product: string, quantity: string): Promise<void> {
    const line = this.line(product);
    await line.getByRole('button', { expanded: false }).click();
    await line.getByRole('textbox', { name: 'Quantity' }).fill(quantity);
    await line.getByRole('textbox', { name: 'Quantity' }).press('Enter');
    await line.getByRole('button', { expanded: true }).click();
  }

  /** A discount that the till offers with one tap: 5%, 10%, 20% or 50%. */
  async discount(product: string, share: string): Promise<void> {
    const line = this.line(product);
    await line.getByRole('button', { expanded: false }).click();
    await line.getByRole('button', { name: 'Discount' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: share, exact: true }).click();
    await line.getByRole('button', { expanded: true }).click();
  }

  /** Puts something without a code into the cart of an empty shop. */
  async sellWithoutCode(name: string, price: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Sell without a code' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Item without a code' });
    await dialog.getByRole('textbox', { name: 'Price' }).fill(price);
    await dialog.getByRole('textbox', { name: 'Name on the receipt' }).fill(name);
    await dialog.getByRole('button', { name: 'Add to the cart' }).click();
    await this.line(name).waitFor();
  }

  /** Goes on to the payment of the cart. */
  async pay(): Promise<Payment> {
    await this.cart.getByRole('link', { name: /^Pay/ }).click();
    return new Payment(this.page);
  }

  /** Sells one product for the exact sum in cash; answers the receipt number. */
  async sellOne(product: string): Promise<string> {
    await this.tile(product).click();
    const payment = await this.pay();
    await payment.finish();
    const number = await payment.number();
    await payment.next();
    return number;
  }
}

export class Payment {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly #end: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Pay' });
    this.#end = page.getByRole('dialog', { name: /^Sale / });
  }

  async choose(method: 'Cash' | 'Card' | 'Mobile money' | 'On account'): Promise<void> {
    await this.dialog.getByRole('radio', { name: new RegExp(`^${method}`) }).click();
  }

  /** Types an amount in pence. */
  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.dialog.getByRole('button', { name: digit, exact: true }).click();
  }

  /** Takes a part of the sum in one way and leaves the rest for another. */
  async takePart(method: 'Cash' | 'Card' | 'Mobile money' | 'On account', digits: string): Promise<void> {
    await this.choose(method);
    await this.type(digits);
    await this.dialog.getByRole('button', { name: 'Split' }).click();
  }

  async finish(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Finish sale/ }).click();
  }

  /** The promise that the sale is kept. */
  get saved(): Locator {
    return this.#end.getByText('Saved on this tablet.');
  }

  get end(): Locator {
    return this.#end;
  }

  /** The receipt number, as the end of the sale shows it. */
  async number(): Promise<string> {
    const title = await this.#end.getByRole('heading', { name: /^Sale / }).innerText();
    return title.replace('Sale ', '');
  }

  async next(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Next sale' }).click();
  }
}
