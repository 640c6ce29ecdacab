/** B1 and B2 through the network: a new device joins the product's own server over HTTP, and loads all of its shop. */
import type { Page } from '@playwright/test';
import { enrolCode, filledShop } from '../app-commands.ts';
import { AppServer } from '../app-server.ts';
import { budgets } from '../budgets.ts';
import type { Laboratory } from '../laboratory.ts';
import { type Result, resultOf } from '../result.ts';
import { perSecond, sliceOfPeer, sliceOfRows } from './loading.ts';

const rounds = 3;
/** Slices of the others are cut from a shop of this size, whatever the size of the one that is loaded. */
const sliceSize = 0.1;
const patienceMs = 3_600_000;

export async function measureNetwork(lab: Laboratory): Promise<Result[]> {
  const files = await lab.filesOf(sliceSize);
  const server = await AppServer.start(lab.folder);
  const wrong: string[] = [];
  const [own, rows, peer]: [number[], number[], number[]] = [[], [], []];
  try {
    lab.say(`filling the server with a shop of size ${lab.size}`);
    const { tenantId, documents } = await filledShop(server, lab.size);
    for (let round = 1; round <= rounds; round += 1) {
      lab.say(`joining, round ${round} of ${rounds}`);
      const profile = await lab.freshProfile();
      const rowsPage = await lab.openPage(profile, 'rows');
      const rxdbPage = await lab.openPage(profile, 'rxdb');
      const slices = async () => {
        rows.push(await sliceOfRows(rowsPage, files, wrong, false));
        peer.push(await sliceOfPeer(rxdbPage, files, wrong));
      };
      await slices();
      const page = await profile.newPage();
      await page.goto(server.address);
      const ms = await join(page, await enrolCode(server, tenantId));
      own.push(perSecond(documents, ms));
      wrong.push(...(await wrongIn(page, documents)));
      await slices();
      await profile.remove();
    }
  } finally {
    await server.stop();
  }
  for (const each of wrong.slice(0, 5)) lab.say(`wrong: ${each}`);
  const samples = (denominator: number[]) => ({ operation: own, denominator, unit: 'documents/s' });
  return [
    resultOf(budgets.network, lab.size, samples(rows), wrong),
    resultOf(budgets.networkPeer, lab.size, samples(peer), wrong),
  ];
}

/** Joins the shop and waits until the device says that it has everything; answers how long that took. */
async function join(page: Page, code: string): Promise<number> {
  await page.getByRole('button', { name: 'Enter the code' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('textbox', { name: 'Name of this tablet' }).fill('Bench');
  const begun = performance.now();
  await page.getByRole('button', { name: 'Join the shop' }).click();
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^Synced/ })
    .waitFor({ timeout: patienceMs });
  return performance.now() - begun;
}

async function wrongIn(page: Page, documents: number): Promise<string[]> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Receipts' }).click();
  const heading = page.getByRole('heading', { name: `${documents.toLocaleString('en-GB')} receipts` });
  const isRight = await heading.waitFor({ timeout: 60_000 }).then(
    () => true,
    () => false,
  );
  return isRight ? [] : [`the device does not show ${documents} receipts`];
}
