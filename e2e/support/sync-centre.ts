/** The screen behind the sync chip. */
import type { Locator, Page } from '@playwright/test';
import { syncChip } from './shell.ts';

export class SyncCentre {
  readonly #page: Page;
  /** Changes that wait to be sent, one row each. */
  readonly waiting: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.waiting = page
      .getByRole('table')
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
  }

  async open(): Promise<void> {
    await syncChip(this.#page).click();
  }

  async syncNow(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Sync now' }).click();
  }

  /** A change that needs attention, by what it is about. */
  problem(about: string): Locator {
    return this.#page.getByRole('article', { name: about });
  }

  /** Decides about one of them and gives a reason. */
  async decide(about: string, decision: 'Discard' | 'Hand over', reason: string): Promise<void> {
    await this.problem(about).getByRole('button', { name: decision }).click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await dialog.getByRole('button', { name: new RegExp(`^${decision}`) }).click();
  }

  /** Saves what waits as a file; answers where it lies. */
  async saveAsFile(): Promise<string> {
    const saving = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Save as file' }).click();
    return (await saving).path();
  }

  /** Hands in what another device has saved. */
  async handIn(file: string): Promise<void> {
    const choosing = this.#page.waitForEvent('filechooser');
    await this.#page.getByRole('button', { name: 'Hand in a file' }).click();
    await (await choosing).setFiles(file);
  }

  /** Reckons every figure of the device anew. */
  async check(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Check my data' }).click();
  }
}
