/** The import: files, columns, trial run, result. */
import type { Locator, Page } from '@playwright/test';
import { goTo } from './shell.ts';

type Files = Parameters<Locator['setInputFiles']>[0];

export class ImportScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await goTo(this.#page, 'More');
    await this.#page.getByRole('link', { name: /^Import/ }).click();
  }

  async choose(files: Files): Promise<void> {
    const [chooser] = await Promise.all([
      this.#page.waitForEvent('filechooser'),
      this.#page.getByRole('button', { name: /^(Choose|Add) files$/ }).click(),
    ]);
    await chooser.setFiles(files);
  }

  async nameColumns(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Name the columns' }).click();
  }

  async tryOut(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Start the trial run' }).click();
  }

  /** What the trial run says would come in, or would not. */
  get trial(): Locator {
    return this.#page.getByRole('heading', { name: /would come in$/ });
  }

  async start(): Promise<void> {
    await this.#page.getByRole('button', { name: /^Import( [\d,]+ sales?)?$/ }).click();
  }

  get done(): Locator {
    return this.#page.getByRole('heading', { name: 'The import is done' });
  }

  /** The figure of a run that stands under a label, such as "Sales and returns". */
  async figure(label: string): Promise<number> {
    const [terms, values] = await Promise.all([
      this.#page.getByRole('term').allInnerTexts(),
      this.#page.getByRole('definition').allInnerTexts(),
    ]);
    // Each fact has a value and a line that says what it means.
    return Number(values[2 * terms.indexOf(label)]?.replaceAll(',', ''));
  }

  async more(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Import more files' }).click();
  }
}
