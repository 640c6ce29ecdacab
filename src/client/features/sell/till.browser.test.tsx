import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Product } from '../../../domain/model/catalogue.ts';
import { buildProduct, id } from '../../../domain/testing/build.ts';
import { paths } from '../../app/paths.ts';
import { type Services, ServicesProvider, type ShopContext, ShopProvider } from '../../app/services.ts';
import { Shell } from '../../app/shell/Shell.tsx';
import { show } from '../../testing/show.tsx';
import { Component as PayRoute } from './PayRoute.tsx';
import { Component as SellRoute } from './SellRoute.tsx';

const mug = buildProduct('Mug', { barcodes: ['5012345678900'], unitPriceMilli: 1_800_000 });
const apron = buildProduct('Apron', { barcodes: ['96385074'], unitPriceMilli: 2_400_000 });
const goods = [mug, apron];

let shops = 0;

/** The till of a new shop with two products, whose sales are kept by the test. */
async function till(change: { replica?: Partial<Services['replica']>; goods?: readonly Product[] } = {}) {
  await page.viewport(1280, 800);
  shops += 1;
  const tenantId = id(`shop ${shops}`);
  const sold = change.goods ?? goods;
  const mutate = vi.fn(async (_name: string, _args: unknown) => ({
    saved: true,
    mutationId: id('mutation'),
    number: 'A1-A-000001',
  }));
  const services = {
    clock: { now: () => Date.UTC(2026, 10, 20, 14, 30) },
    newId: () => id('sale'),
    mutate,
    directory: {
      productByBarcode: async (code: string) => sold.find(({ barcodes }) => barcodes.includes(code)),
      products: async ({ text }: { text: string }) => {
        const rows = sold.filter(({ name }) => name.includes(text));
        return { total: rows.length, rows };
      },
      customers: async () => ({ total: 0, rows: [], approximate: false }),
      receipts: async () => ({
        total: 0,
        sales: [],
        customerNames: new Map(),
        searched: 0,
        since: null,
        isPartial: false,
      }),
    },
    replica: { all: async () => [], customer: async () => undefined, ...change.replica },
  };
  const shop = {
    tenantId,
    nature: 'local',
    actorId: id('owner'),
    staff: [{ id: id('owner'), name: 'Owner', role: 'owner', locationIds: null, active: true }],
    device: { id: id('tablet'), locationId: tenantId },
    setting: {
      currency: 'GBP',
      timeZone: 'Europe/London',
      cutOffHour: 0,
      taxMode: 'included',
      cashRoundingMinor: 1,
      refundApprovalAboveMinor: null,
      discountApprovalAboveMilli: null,
    },
  };
  const parts = { search: null, syncChip: null, avatar: null, notices: null };
  const children = [
    { path: paths.sell.pattern, element: <SellRoute />, children: [{ path: 'pay', element: <PayRoute /> }] },
  ];
  const router = createMemoryRouter([{ element: <Shell parts={parts} />, children }], {
    initialEntries: [paths.sell.to()],
  });
  await show(
    <QueryClientProvider client={new QueryClient()}>
      {/* Only what the till reaches of them. */}
      <ServicesProvider value={services as unknown as Services}>
        <ShopProvider value={shop as unknown as ShopContext}>
          <RouterProvider router={router} />
        </ShopProvider>
      </ServicesProvider>
    </QueryClientProvider>,
  );
  return {
    mutate,
    field: page.getByRole('searchbox'),
    cart: page.getByRole('complementary', { name: 'Cart' }),
  };
}

/** Keys as a scanner sends them, to whatever has the focus. The last one is Enter; whether it was left to the page is returned. */
function scan(code: string): boolean {
  return [...code, 'Enter'].map(press).at(-1) ?? false;
}

function press(key: string): boolean {
  const target = document.activeElement ?? document.body;
  return target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

async function payFor(product: Product) {
  await page.getByRole('button', { name: new RegExp(`^${product.name}`) }).click();
  await page.getByRole('link', { name: /^Pay/ }).click();
  await expect.element(page.getByRole('button', { name: /^Finish sale/ })).toHaveFocus();
}

it('[REQUIREMENTS §9] a price below the penny is shown as it is, on the tile and beside what it comes to', async () => {
  const { cart } = await till({ goods: [buildProduct('Screw', { unitPriceMilli: 499_900 })] });
  const tile = page.getByRole('button', { name: /^Screw/ });
  await expect.poll(() => tile.element().textContent).toContain('£4.999');
  await tile.click();
  await expect.poll(() => cart.element().textContent).toContain('£4.999 each');
  await expect.poll(() => cart.element().textContent).toContain('£5.00');
});

it('what is scanned while paying is sold too, and is no cash received', async () => {
  const { mutate, cart } = await till();
  await payFor(mug);
  expect(scan('96385074')).toBe(false);
  await expect.poll(() => cart.element().textContent).toContain('Apron');
  await expect.element(page.getByRole('button', { name: 'Finish sale', exact: true })).toBeVisible();
  expect(mutate).not.toHaveBeenCalled();
});

it('a code that is not known leads from the payment back to the till, to be read there', async () => {
  const { mutate, field } = await till();
  await payFor(mug);
  scan('40170725');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(field).toHaveValue('40170725');
  expect(mutate).not.toHaveBeenCalled();
});

it('digits that a person types are cash received, and Enter is left to the button', async () => {
  await till();
  await payFor(mug);
  for (const key of '2000') {
    press(key);
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  expect(press('Enter')).toBe(true);
  await expect.element(page.getByRole('button', { name: 'Finish sale, give £2.00' })).toBeVisible();
});

it('the first scan after a sale goes to the till', async () => {
  const { field } = await till();
  await payFor(mug);
  await page.getByRole('button', { name: /^Finish sale/ }).click();
  await expect.element(page.getByRole('button', { name: 'Next sale' })).toHaveFocus();
  press('9');
  expect(document.activeElement).toBe(field.element());
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
});

it('waits for the tax of what is put into the cart, and puts nothing in without it', async () => {
  let answer: (rate: unknown) => void = () => undefined;
  const row = () => new Promise<never>((resolve) => (answer = resolve as typeof answer));
  const taxed = { ...mug, taxRateId: id('20 %') };
  const { mutate } = await till({ replica: { row }, goods: [taxed] });
  const pay = page.getByRole('link', { name: /^Pay/ });
  await page.getByRole('button', { name: /^Mug/ }).click();
  await expect.element(pay).not.toBeInTheDocument();
  answer(Promise.reject(new Error('no room')));
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(pay).not.toBeInTheDocument();
  await page.getByRole('button', { name: /^Mug/ }).click();
  answer({ rateMilli: 20_000 });
  await pay.click();
  await page.getByRole('button', { name: /^Finish sale/ }).click();
  await vi.waitFor(() => expect(mutate).toHaveBeenCalledOnce());
  expect(mutate.mock.calls[0]?.[1]).toMatchObject({ sale: { lines: [{ taxRateMilli: 20_000 }] } });
});
