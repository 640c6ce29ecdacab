/** What all measurements share: made-up shops, pages, browsers with fresh profiles, and one that holds loaded shops. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { layDownShop } from './lay-down-shop.ts';
import { Profile } from './profile.ts';
import { buildPages, type PageName, type PageServer, servePages } from './serve-pages.ts';
import type { ShopFiles } from './shop-files.ts';

export const smallSize = 0.01;

export class Laboratory {
  readonly size: number;
  readonly say: (text: string) => void;
  readonly #folder: string;
  readonly #server: PageServer;
  readonly #files = new Map<number, Promise<ShopFiles>>();
  readonly #profiles: Profile[] = [];
  #loaded: Promise<Profile> | null = null;

  private constructor(size: number, folder: string, server: PageServer, say: (text: string) => void) {
    this.size = size;
    this.#folder = folder;
    this.#server = server;
    this.say = say;
  }

  static async open(size: number, folder: string, say: (text: string) => void): Promise<Laboratory> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    say('building the pages');
    await buildPages(join(folder, 'pages'));
    const server = await servePages(join(folder, 'pages'), join(folder, 'data'));
    return new Laboratory(size, folder, server, say);
  }

  /** Where pages, data and profiles lie. */
  get folder(): string {
    return this.#folder;
  }

  get pagesFolder(): string {
    return join(this.#folder, 'pages');
  }

  get dataFolder(): string {
    return join(this.#folder, 'data');
  }

  /** The files of a made-up shop of some size. */
  filesOf(size: number): Promise<ShopFiles> {
    const known = this.#files.get(size);
    if (known) return known;
    this.say(`making up a shop of size ${size}`);
    const made = layDownShop(this.dataFolder, size);
    this.#files.set(size, made);
    return made;
  }

  async freshProfile(): Promise<Profile> {
    const profile = await Profile.create(this.#folder);
    this.#profiles.push(profile);
    return profile;
  }

  addressOf(page: PageName): string {
    return this.#server.addressOf(page);
  }

  openPage(profile: Profile, page: PageName): Promise<Page> {
    return profile.open(this.addressOf(page), `${page}Page`);
  }

  /** A browser whose page of the shop has loaded one of the size that is measured and a small one, each under its size as name. */
  async withLoadedShops(): Promise<{ profile: Profile; page: Page }> {
    this.#loaded ??= this.#load();
    const profile = await this.#loaded;
    const page = await this.openPage(profile, 'shop');
    for (const size of new Set([this.size, smallSize])) {
      const files = await this.filesOf(size);
      await page.evaluate(([name, given]) => shopPage.reopen(name, given), [String(size), files] as const);
    }
    return { profile, page };
  }

  async #load(): Promise<Profile> {
    const profile = await this.freshProfile();
    const page = await this.openPage(profile, 'shop');
    for (const size of new Set([this.size, smallSize])) await this.loadShop(page, String(size), size);
    await page.close();
    return profile;
  }

  /** Loads a shop on a page. */
  async loadShop(page: Page, name: string, size: number): Promise<void> {
    const files = await this.filesOf(size);
    this.say(`loading a shop of size ${size}`);
    await page.evaluate(([shop, given]) => shopPage.begin(shop, given), [name, files] as const);
    for (;;) {
      const { isDone } = await page.evaluate((shop) => shopPage.loadNext(shop), name);
      if (isDone) break;
    }
    await page.evaluate((shop) => shopPage.buildDirectory(shop), name);
  }

  async close(): Promise<void> {
    for (const profile of this.#profiles) await profile.remove();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
