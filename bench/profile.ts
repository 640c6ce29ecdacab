/** A real browser with a profile on the disk: without one, IndexedDB would only be held in memory. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { browserFlags, ensureBrowser } from '../src/tooling/find-browser.ts';

export class Profile {
  readonly #folder: string;
  #context: BrowserContext | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** A fresh profile, below a folder on a real disk. */
  static async create(parent: string): Promise<Profile> {
    return new Profile(await mkdtemp(join(parent, 'profile-')));
  }

  /** An empty page in this profile; starts the browser where it does not run. */
  async newPage(): Promise<Page> {
    this.#context ??= await chromium.launchPersistentContext(this.#folder, {
      executablePath: await ensureBrowser(),
      args: browserFlags,
      headless: true,
    });
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
    return page;
  }

  /** Opens an address and waits until the script of the page has put down `ready`. */
  async open(address: string, ready: string): Promise<Page> {
    const page = await this.newPage();
    await page.goto(address);
    await page.waitForFunction((name) => name in globalThis, ready);
    return page;
  }

  /** Ends the browser; the profile stays. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  /** Bytes that the databases of an origin take on the disk, once the browser has ended. */
  async databaseBytes(address: string): Promise<number> {
    const { protocol, hostname, port } = new URL(address);
    const origin = `${protocol.slice(0, -1)}_${hostname}_${port}.`;
    const folder = join(this.#folder, 'Default', 'IndexedDB');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile() && relative(folder, file.parentPath).startsWith(origin))
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
