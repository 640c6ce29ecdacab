/** A tablet behind a door of its own, with one or two tabs, any of which may be ended at any moment. */
import type { Page } from '@playwright/test';
import { callInPage, giveToPage, PageFailed } from './ask-device.ts';
import type { FrontDoor } from './front-door.ts';
import type { Deed, Holding, Kept } from './shop-day.ts';
import type { Tablet } from './tablet.ts';

export class DeviceAtWork {
  readonly #tablet: Tablet;
  readonly door: FrontDoor;
  /** The tab of the person, and one more at times. */
  #tabs: Page[];
  /** Tabs that may share a process end together. */
  readonly #crashed = new Set<Page>();

  private constructor(tablet: Tablet, door: FrontDoor, page: Page) {
    this.#tablet = tablet;
    this.door = door;
    this.#tabs = [page];
  }

  /** @param page a tab that shows the shop */
  static async begin(tablet: Tablet, door: FrontDoor, page: Page): Promise<DeviceAtWork> {
    await tablet.install(page);
    const device = new DeviceAtWork(tablet, door, page);
    await device.#takeInHand(page);
    return device;
  }

  /** The tab of the person. */
  get page(): Page {
    const [first] = this.#tabs;
    if (!first) throw new Error('The tablet shows no tab.');
    return first;
  }

  /** The same, opened anew where it has ended. */
  livingPage(): Promise<Page> {
    return this.#tabAt(0);
  }

  /** Opens a second tab, or closes it. */
  async changeTabs(): Promise<void> {
    const [, second] = this.#tabs;
    if (second) {
      this.#tabs = [this.page];
      await second.close();
      return;
    }
    const opened = await this.#tablet.openTab(this.door.url);
    await this.#takeInHand(opened);
    this.#tabs.push(opened);
  }

  /** Does it in a tab that shows the shop. */
  async save(deed: Deed, tab: number): Promise<Kept> {
    return (await callInPage(await this.#tabAt(tab), 'device-hand', 'save', deed)) as Kept;
  }

  /** Does them one after the other in the first tab. */
  async saveMany(deeds: readonly Deed[]): Promise<void> {
    await callInPage(await this.livingPage(), 'device-hand', 'saveMany', deeds);
  }

  /**
   * Does it in a tab that is ended meanwhile. Whoever stood there looks whether it was kept and does it again if it was not.
   *
   * @param afterMs when the tab is ended
   */
  async saveAndDie(deed: Deed, tab: number, afterMs: number): Promise<Kept> {
    const dying = await this.#tabAt(tab);
    let said: Kept | null = null;
    const saving = this.save(deed, tab).then(
      (kept) => {
        said = kept;
      },
      (error: unknown) => {
        if (error instanceof PageFailed) throw error;
      },
    );
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const next = await this.#tablet.killTab(dying);
    await saving;
    await this.#replace(dying, next);
    const kept = (await callInPage(next, 'device-hand', 'kept', deed.id)) as Kept | null;
    if (said && !kept) throw new Error(`${deed.kind} ${deed.id} was said to be saved and is lost.`);
    return kept ?? (await this.save(deed, tab));
  }

  /** Tells the tab that leads to sync at once, as the network does that has come back. */
  async syncNow(): Promise<void> {
    await callInPage(await this.livingPage(), 'device-hand', 'insist');
  }

  async unsent(): Promise<number> {
    return (await callInPage(await this.livingPage(), 'device-hand', 'unsent')) as number;
  }

  async holding(): Promise<Holding> {
    return (await callInPage(await this.livingPage(), 'device-hand', 'holding')) as Holding;
  }

  async #tabAt(tab: number): Promise<Page> {
    const page = this.#tabs[tab] ?? this.page;
    if (!this.#crashed.has(page)) return page;
    const next = await this.#tablet.context.newPage();
    await page.close();
    await this.#replace(page, next);
    return next;
  }

  async #replace(page: Page, next: Page): Promise<void> {
    await next.goto(this.door.url);
    await this.#takeInHand(next);
    this.#tabs = this.#tabs.map((tab) => (tab === page ? next : tab));
  }

  async #takeInHand(page: Page): Promise<void> {
    page.on('crash', () => this.#crashed.add(page));
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await giveToPage(page, 'device-hand');
  }
}
