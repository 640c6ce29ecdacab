import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type Services, ServicesProvider, type ShopContext, ShopProvider } from '../../app/services.ts';
import { ContentTargetProvider } from '../../components/content-target.ts';
import { show } from '../../testing/show.tsx';
import { PriceDialog } from './PriceDialog.tsx';

it('[A5] an item that is named by a card number does not come into the cart', async () => {
  const onAdd = vi.fn();
  const replica: Partial<Services['replica']> = { all: async () => [] };
  // Only what the dialog reaches of the services and of the shop.
  const shop = { setting: { currency: 'GBP' } } as ShopContext;
  await show(
    <QueryClientProvider client={new QueryClient()}>
      <ServicesProvider value={{ replica } as Services}>
        <ShopProvider value={shop}>
          <ContentTargetProvider value={document.body}>
            <PriceDialog onAdd={onAdd} onClose={() => undefined} priceless={{ product: null }} />
          </ContentTargetProvider>
        </ShopProvider>
      </ServicesProvider>
    </QueryClientProvider>,
  );
  const [price, name] = [page.getByLabelText('Price'), page.getByLabelText('Name on the receipt')];
  const add = page.getByRole('button', { name: 'Add to the cart' });
  await price.fill('4.50');
  await name.fill('4111 1111 1111 1111');
  await add.click();
  await expect.element(page.getByText(/Looks like a card number/)).toBeVisible();
  expect(onAdd).not.toHaveBeenCalled();
  await name.fill('Gift bag');
  await add.click();
  expect(onAdd).toHaveBeenCalledWith(expect.objectContaining({ name: 'Gift bag' }), null);
});
