/** B1–B3: a new device takes a whole shop in, against rows of a first draft and against RxDB. */
import type { Page } from '@playwright/test';
import { budgets } from '../budgets.ts';
import type { Laboratory } from '../laboratory.ts';
import { type Result, resultOf } from '../result.ts';
import type { ShopFiles } from '../shop-files.ts';

const rounds = 5;
const sliceSales = 10_000;

export const perSecond = (count: number, ms: number): number => (count / ms) * 1000;

/** What one round of loading has shown. */
interface Loaded {
  readonly rows: number[];
  readonly peer: number[];
  readonly own: number;
  readonly bytesPerSale: number;
}

export async function measureLoading(lab: Laboratory): Promise<Result[]> {
  const files = await lab.filesOf(lab.size);
  const wrong: string[] = [];
  const loaded: Loaded[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    lab.say(`loading, round ${round} of ${rounds}`);
    loaded.push(await loadOnce(lab, files, wrong));
  }
  const rowBytes = await bytesOfRows(lab, files);
  const own = loaded.map((round) => round.own);
  const unit = 'documents/s';
  const bytes = {
    operation: loaded.map((round) => round.bytesPerSale),
    denominator: rowBytes,
    unit: 'bytes',
  };
  const rows = { operation: own, denominator: loaded.flatMap((round) => round.rows), unit };
  const peer = { operation: own, denominator: loaded.flatMap((round) => round.peer), unit };
  for (const each of wrong.slice(0, 5)) lab.say(`wrong: ${each}`);
  return [
    resultOf(budgets.loading, lab.size, rows, wrong),
    resultOf(budgets.loadingPeer, lab.size, peer, wrong),
    resultOf(budgets.disk, lab.size, bytes, wrong),
  ];
}

/** Loads the shop in a fresh profile; slices of the others go before it, between its parts and behind it. */
async function loadOnce(lab: Laboratory, files: ShopFiles, wrong: string[]): Promise<Loaded> {
  const profile = await lab.freshProfile();
  const shop = await lab.openPage(profile, 'shop');
  const rowsPage = await lab.openPage(profile, 'rows');
  const rxdbPage = await lab.openPage(profile, 'rxdb');
  const rows: number[] = [];
  const peer: number[] = [];
  const slices = async () => {
    rows.push(await sliceOfRows(rowsPage, files, wrong, false));
    peer.push(await sliceOfPeer(rxdbPage, files, wrong));
  };

  const name = 'loaded';
  await slices();
  await shop.bringToFront();
  await shop.evaluate(([shopName, given]) => shopPage.begin(shopName, given), [name, files] as const);
  let ms = 0;
  for (let part = 0; part < files.feedFiles; part += 1) {
    if (part > 0 && part === Math.floor(files.feedFiles / 2)) await slices();
    await shop.bringToFront();
    ms += (await shop.evaluate((shopName) => shopPage.loadNext(shopName), name)).ms;
  }
  ms += await shop.evaluate((shopName) => shopPage.buildDirectory(shopName), name);
  await slices();
  wrong.push(...(await shop.evaluate((shopName) => shopPage.wrongAfterLoading(shopName), name)));
  await profile.close();
  const bytes = await profile.databaseBytes(lab.addressOf('shop'));
  await profile.remove();
  return { rows, peer, own: perSecond(files.sales, ms), bytesPerSale: bytes / files.sales };
}

/** The part of the feed in the middle: it holds nothing but sales, and enough of them. */
const middleOf = (files: ShopFiles): number => Math.floor((files.feedFiles - 1) / 2);

export async function sliceOfRows(
  page: Page,
  files: ShopFiles,
  wrong: string[],
  keep: boolean,
): Promise<number> {
  await page.bringToFront();
  const { ms, sales, lines, expectedLines } = await page.evaluate(
    ([given, part, count, kept]) => rowsPage.add(given, part, count, kept),
    [files, middleOf(files), sliceSales, keep] as const,
  );
  if (sales !== sliceSales || lines !== expectedLines) wrong.push(`${sales} sale rows, ${lines} line rows`);
  return perSecond(sales, ms);
}

export async function sliceOfPeer(page: Page, files: ShopFiles, wrong: string[]): Promise<number> {
  await page.bringToFront();
  const { ms, sales } = await page.evaluate(([given, part, count]) => rxdbPage.add(given, part, count), [
    files,
    middleOf(files),
    sliceSales,
  ] as const);
  if (sales !== sliceSales) wrong.push(`RxDB holds ${sales} documents`);
  return perSecond(sales, ms);
}

/** Bytes that a sale takes as rows, each time in a fresh profile: what was deleted before would still lie on the disk. */
async function bytesOfRows(lab: Laboratory, files: ShopFiles): Promise<number[]> {
  const bytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const profile = await lab.freshProfile();
    const page = await lab.openPage(profile, 'rows');
    await sliceOfRows(page, files, [], true);
    await profile.close();
    bytes.push((await profile.databaseBytes(lab.addressOf('rows'))) / sliceSales);
    await profile.remove();
  }
  return bytes;
}
