import { useState } from 'react';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '../testing/show.tsx';
import { QuantityStepper } from './QuantityStepper.tsx';

function Counted({ maxMilli }: { readonly maxMilli: number }) {
  const [quantityMilli, setQuantityMilli] = useState(2000);
  return (
    <>
      <QuantityStepper
        label="Stoneware mug"
        maxMilli={maxMilli}
        minMilli={0}
        onChange={setQuantityMilli}
        quantityMilli={quantityMilli}
      />
      <output>{quantityMilli}</output>
    </>
  );
}

it('counts up to what is left and no further', async () => {
  await show(<Counted maxMilli={3000} />);
  await page.getByRole('button', { name: 'One more' }).click();
  await expect.element(page.getByRole('status')).toHaveTextContent('3000');
  await expect.element(page.getByRole('button', { name: 'One more' })).toBeDisabled();
});

it.each([
  ['0,25', '250'],
  ['1.5', '1500'],
  ['9', '3000'],
  ['many', '2000'],
])('typing %s gives %s thousandths', async (typed, expected) => {
  await show(<Counted maxMilli={3000} />);
  await page.getByLabelText('Quantity').fill(typed);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('status')).toHaveTextContent(expected);
});
