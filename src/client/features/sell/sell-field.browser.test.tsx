import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Product } from '../../../domain/model/catalogue.ts';
import { buildProduct } from '../../../domain/testing/build.ts';
import { type Services, ServicesProvider } from '../../app/services.ts';
import { ToastHost } from '../../components/ToastHost.tsx';
import { show } from '../../testing/show.tsx';
import { SellField } from './SellField.tsx';

/** A till whose worker answers when the test says so. */
async function till() {
  const answers: ((product: Product | undefined | Promise<never>) => void)[] = [];
  const onAdd = vi.fn();
  const directory: Partial<Services['directory']> = {
    productByBarcode: () => new Promise((resolve) => answers.push(resolve)),
    products: async () => ({ total: 0, rows: [] }),
  };
  const Till = () => {
    const [text, setText] = useState('');
    return <SellField inputRef={null} onAdd={onAdd} onChange={setText} value={text} />;
  };
  await show(
    // Only what the field reaches of the services.
    <ServicesProvider value={{ directory } as Services}>
      <Till />
      <ToastHost />
    </ServicesProvider>,
  );
  await page.getByRole('searchbox').click();
  return { answers, onAdd, field: page.getByRole('searchbox') };
}

const [mug, apron] = [buildProduct('Mug'), buildProduct('Apron')];

it('a scan that comes before the one before is answered is neither lost nor mixed with it', async () => {
  const { answers, onAdd, field } = await till();
  await userEvent.keyboard('111{Enter}22');
  answers[0]?.(mug);
  await vi.waitFor(() => expect(onAdd).toHaveBeenLastCalledWith(mug));
  await expect.element(field).toHaveValue('22');
  await userEvent.keyboard('2{Enter}');
  answers[1]?.(apron);
  await vi.waitFor(() => expect(onAdd).toHaveBeenLastCalledWith(apron));
  expect(onAdd).toHaveBeenCalledTimes(2);
});

it('Enter twice on one code adds it once', async () => {
  const { answers, onAdd } = await till();
  await userEvent.keyboard('111{Enter}{Enter}');
  answers[0]?.(mug);
  await vi.waitFor(() => expect(onAdd).toHaveBeenCalledOnce());
  expect(answers).toHaveLength(1);
});

it('what is not found stays to be read and corrected', async () => {
  const { answers, onAdd, field } = await till();
  await userEvent.keyboard('333{Enter}');
  answers[0]?.(undefined);
  await expect.element(field).toHaveValue('333');
  expect(onAdd).not.toHaveBeenCalled();
});

it('what cannot be looked up is put back, and said', async () => {
  const { answers, onAdd, field } = await till();
  await userEvent.keyboard('444{Enter}');
  answers[0]?.(Promise.reject(new Error('the worker is gone')));
  await expect.element(field).toHaveValue('444');
  await expect.element(page.getByRole('alert')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  answers[1]?.(mug);
  await vi.waitFor(() => expect(onAdd).toHaveBeenCalledExactlyOnceWith(mug));
});
