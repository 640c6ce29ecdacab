/** B17: the app from cold, with no server, on a processor four times slower. Throttling reaches the page and not its worker. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Customer } from '../../src/domain/model/customer.ts';
import { AppServer } from '../app-server.ts';
import { budgets } from '../budgets.ts';
import { install, loadUnderApp } from '../installed-app.ts';
import type { Laboratory } from '../laboratory.ts';
import { noteStart, type StartMarks } from '../pages/until-usable.ts';
import type { Profile } from '../profile.ts';
import { type Result, resultOf } from '../result.ts';
import { customersFileName } from '../shop-files.ts';

const rounds = 5;
const slowness = 4;
/** An address that no screen answers: the shell with nothing in it. */
const blankPath = '/nothing-is-here';

export async function measureColdStart(lab: Laboratory): Promise<Result[]> {
  const files = await lab.filesOf(lab.size);
  const customers: Customer[] = JSON.parse(
    await readFile(join(lab.dataFolder, files.path, customersFileName), 'utf8'),
  );
  const name = customers.find(({ firstName }) => firstName === 'Agnieszka')?.name ?? customers[0]?.name ?? '';
  const profile = await lab.freshProfile();
  const server = await AppServer.start(lab.folder);
  try {
    await loadUnderApp(lab, profile, server, lab.size);
    await install(profile, server);
    await profile.close();
  } finally {
    await server.stop();
  }

  const blank: number[] = [];
  const till: number[] = [];
  const customer: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    lab.say(`starting from cold, round ${round} of ${rounds}`);
    blank.push((await startCold(profile, `${server.address}${blankPath}`, name, 'blank')).blank ?? 0);
    const marks = await startCold(profile, `${server.address}/sell`, name, 'customer');
    till.push(marks.till ?? 0);
    customer.push(marks.customer ?? 0);
  }
  await profile.remove();
  const samples = (operation: number[]) => ({ operation, denominator: blank, unit: 'ms' });
  return [
    resultOf(budgets.coldTill, lab.size, samples(till), []),
    resultOf(budgets.coldCustomer, lab.size, samples(customer), []),
  ];
}

/** Starts the browser, opens the address and waits for the last mark that is wanted; then ends the browser. */
async function startCold(
  profile: Profile,
  address: string,
  customerName: string,
  last: keyof StartMarks,
): Promise<StartMarks> {
  const page = await profile.newPage();
  await page.addInitScript(noteStart, customerName);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction((mark) => startMarks[mark] !== undefined, last);
  const marks = await page.evaluate(() => startMarks);
  await profile.close();
  return marks;
}
