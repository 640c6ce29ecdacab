/** A tablet: a browser with a profile of its own that survives being closed or killed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  chromium,
  expect,
  type LaunchOptions,
  type Page,
  type PlaywrightTestOptions,
} from '@playwright/test';
import { peakMemory } from './stopwatch.ts';

declare global {
  interface Window {
    reportViolation(text: string): void;
  }
}

/** Which browser it runs and where it stands, as the configuration of the tests says. */
interface TabletPlace extends Pick<PlaywrightTestOptions, 'locale' | 'timezoneId'> {
  readonly launchOptions: LaunchOptions;
}

export interface TabletForm {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** Errors that the journey provokes and the app reports. */
  readonly expectedErrors?: RegExp;
  /** Further switches of the browser. */
  readonly flags?: readonly string[];
  /** Another program that starts the browser. */
  readonly executablePath?: string;
  /** The home of the person who uses it, with what the system keeps there. */
  readonly home?: string;
}

/** What the browser itself reports where there is no network or no encryption. */
const noFailure = /^(?:Failed to load resource|The Cross-Origin-Opener-Policy header has been ignored)/;

const landscape = { width: 1280, height: 800 };

export interface NarrowRoom {
  /** Takes up all that is left. */
  fill(): Promise<void>;
  /** Makes room again. */
  clear(): Promise<void>;
}

/** In the page: writes into a database of its own until not a kilobyte is left. */
async function fillWithPictures(): Promise<void> {
  const opening = indexedDB.open('pictures');
  const pictures = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onupgradeneeded = () => opening.result.createObjectStore('all', { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const fits = (bytes: number): Promise<boolean> =>
    new Promise((resolve) => {
      const writing = pictures.transaction('all', 'readwrite');
      writing.objectStore('all').add(crypto.getRandomValues(new Uint8Array(bytes)));
      writing.oncomplete = () => resolve(true);
      writing.onabort = () => resolve(false);
    });
  for (const bytes of [65_536, 8_192, 1_024, 128]) while (await fits(bytes));
  pictures.close();
}

export class Tablet {
  /** The folder in which the browser keeps everything. */
  readonly profile: string;
  readonly #place: TabletPlace;
  readonly #form: TabletForm;
  readonly #violations: string[] = [];
  readonly #failures: string[] = [];
  #context: BrowserContext | undefined;

  private constructor(profile: string, place: TabletPlace, form: TabletForm) {
    this.profile = profile;
    this.#place = place;
    this.#form = form;
  }

  static async begin(place: TabletPlace, form: TabletForm = {}): Promise<Tablet> {
    const tablet = new Tablet(await mkdtemp(join(tmpdir(), 'regulars-tablet-')), place, form);
    await tablet.switchOn();
    return tablet;
  }

  /** Starts the browser process with the tablet's profile. */
  async switchOn(): Promise<void> {
    const { viewport = landscape, colorScheme = 'light', flags = [], executablePath, home } = this.#form;
    const { launchOptions, locale, timezoneId } = this.#place;
    const context = await chromium.launchPersistentContext(this.profile, {
      ...launchOptions,
      args: [...(launchOptions.args ?? []), ...flags],
      ...(executablePath !== undefined && { executablePath }),
      ...(home !== undefined && { env: { ...process.env, HOME: home } }),
      viewport,
      colorScheme,
      ...(locale !== undefined && { locale }),
      ...(timezoneId !== undefined && { timezoneId }),
    });
    await context.exposeFunction('reportViolation', (text: string) => this.#violations.push(text));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
      });
    });
    context.on('console', (message) => {
      if (message.type() !== 'error' || noFailure.test(message.text())) return;
      const { url, lineNumber, columnNumber } = message.location();
      this.#failures.push(`${message.text()} (${url}:${lineNumber}:${columnNumber})`);
    });
    context.on('weberror', (failure) => {
      const { name, message, stack } = failure.error();
      this.#failures.push(`${name}: ${message} ${stack}`);
    });
    this.#context = context;
  }

  /** Ends the browser process. */
  async switchOff(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('The tablet is switched off.');
    return this.#context;
  }

  /** Opens an address in the tab that every browser begins with. */
  async open(address: string): Promise<Page> {
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    await page.goto(address);
    return page;
  }

  async openTab(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Waits until the whole app is kept on the tablet, and asks the browser whether it would put it on the home screen. */
  async install(page: Page): Promise<void> {
    await page.evaluate(() => navigator.serviceWorker.ready);
    const session = await this.context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    await session.detach();
    expect(installabilityErrors).toEqual([]);
  }

  /** Empties the browser's cache of what it fetched, as the system may at any time; what the app keeps itself stays. */
  async forgetFetched(page: Page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await session.detach();
  }

  /** Leaves the app so much room as a tablet has that is nearly full; to be said before it is opened. */
  async leaveRoom(origin: string, bytes: number): Promise<NarrowRoom> {
    const [page] = this.context.pages();
    if (!page) throw new Error('The tablet shows no tab.');
    const session = await this.context.newCDPSession(page);
    let quotaSize = 0;
    const clear = async () => {
      quotaSize += bytes;
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    };
    await clear();
    return { fill: () => page.evaluate(fillWithPictures), clear };
  }

  /**
   * Ends the process of a tab without a word to the page, as the system does when it needs the memory; answers an empty tab that takes
   * its place.
   */
  async killTab(page: Page): Promise<Page> {
    const session = await this.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    // A browser without a tab would end.
    const next = await this.context.newPage();
    await page.close();
    return next;
  }

  /** The most memory that one of its processes has taken, in megabytes. */
  peakMemory(): Promise<number | undefined> {
    return peakMemory(this.profile);
  }

  /** Pictures of its tabs, for a journey that failed. */
  async photograph(pathOf: (tab: number) => string): Promise<void> {
    for (const [tab, page] of (this.#context?.pages() ?? []).entries()) {
      await page.screenshot({ path: pathOf(tab), timeout: 5_000 }).catch(() => undefined);
    }
  }

  /** Switches it off for good; no journey may have violated the content security policy or failed in the page. */
  async end(): Promise<void> {
    await this.switchOff();
    await rm(this.profile, { recursive: true, force: true });
    expect(this.#violations, 'violations of the content security policy').toEqual([]);
    const { expectedErrors } = this.#form;
    const unexpected = this.#failures.filter((failure) => !expectedErrors?.test(failure));
    expect(unexpected, 'errors in the page').toEqual([]);
  }
}
