import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { TaxRate } from '../../../domain/model/catalogue.ts';
import { type Services, ServicesProvider, type ShopContext, ShopProvider } from '../../app/services.ts';
import { ContentTargetProvider } from '../../components/content-target.ts';
import { show } from '../../testing/show.tsx';
import { DiscountDialog } from './DiscountDialog.tsx';
import { PriceDialog } from './PriceDialog.tsx';

const vat: TaxRate = { id: 'vat', name: 'VAT', rateMilli: 20_000, active: true };
const reduced: TaxRate = { id: 'reduced', name: 'Reduced', rateMilli: 5_000, active: true };

/** Shows a dialog in a shop with these tax rates. */
function showDialog(dialog: ReactNode, rates: readonly TaxRate[] = []): Promise<unknown> {
  // Only what the dialogs reach of the services and of the shop.
  const replica = { all: async () => rates } as unknown as Services['replica'];
  const shop = { setting: { currency: 'GBP' } } as ShopContext;
  return show(
    <QueryClientProvider client={new QueryClient()}>
      <ServicesProvider value={{ replica } as Services}>
        <ShopProvider value={shop}>
          <ContentTargetProvider value={document.body}>{dialog}</ContentTargetProvider>
        </ShopProvider>
      </ServicesProvider>
    </QueryClientProvider>,
  );
}

const price = page.getByLabelText('Price');
const add = page.getByRole('button', { name: 'Add to the cart' });

it('[A5] an item that is named by a card number does not come into the cart', async () => {
  const onAdd = vi.fn();
  await showDialog(<PriceDialog onAdd={onAdd} onClose={() => undefined} priceless={{ product: null }} />);
  const name = page.getByLabelText('Name on the receipt');
  await price.fill('4.50');
  await name.fill('4111 1111 1111 1111');
  await add.click();
  await expect.element(page.getByText(/Looks like a card number/)).toBeVisible();
  expect(onAdd).not.toHaveBeenCalled();
  await name.fill('Gift bag');
  await add.click();
  expect(onAdd).toHaveBeenCalledWith(expect.objectContaining({ name: 'Gift bag' }), null);
});

it.each([
  { rates: [vat], taxRateId: 'vat' },
  { rates: [vat, reduced], taxRateId: null },
])(
  'an item without a code bears the tax of the shop that has one rate ($rates.length)',
  async ({ rates, taxRateId }) => {
    const onAdd = vi.fn();
    await showDialog(
      <PriceDialog onAdd={onAdd} onClose={() => undefined} priceless={{ product: null }} />,
      rates,
    );
    await expect.element(page.getByRole('combobox', { name: 'Tax rate' })).toBeVisible();
    await price.fill('4.50');
    await add.click();
    expect(onAdd).toHaveBeenCalledWith(expect.objectContaining({ unitPriceMilli: 450_000 }), taxRateId);
  },
);

it('[REQUIREMENTS §9] an open price keeps three decimals below the penny, and more are refused at the field', async () => {
  const onAdd = vi.fn();
  await showDialog(<PriceDialog onAdd={onAdd} onClose={() => undefined} priceless={{ product: null }} />);
  await price.fill('4.999999');
  await add.click();
  await expect.element(page.getByText(/At most 5 decimals are kept/)).toBeVisible();
  expect(onAdd).not.toHaveBeenCalled();
  await price.fill('4.999');
  await add.click();
  expect(onAdd).toHaveBeenCalledWith(expect.objectContaining({ unitPriceMilli: 499_900 }), null);
});

it('no more can be taken off than there is', async () => {
  const onChange = vi.fn();
  await showDialog(
    <DiscountDialog
      discount={null}
      ofMinor={1800}
      onChange={onChange}
      onClose={() => undefined}
      opened
      title="Discount"
    />,
  );
  await page.getByText('Amount', { exact: true }).click();
  const off = page.getByLabelText('Amount off');
  const give = page.getByRole('button', { name: 'Give the discount' });
  await off.fill('18.01');
  await give.click();
  await expect.element(page.getByText('No more than £18.00 can come off.')).toBeVisible();
  expect(onChange).not.toHaveBeenCalled();
  await off.fill('18.00');
  await give.click();
  expect(onChange).toHaveBeenCalledWith({ kind: 'amount', amountMinor: 1800 });
});
