import { expect, it } from 'vitest';
import { pieceCount, saleItems } from './sale-items.ts';

const item = (name: string, quantityMilli = 1000, variantLabel?: string) => ({
  name,
  quantityMilli,
  ...(variantLabel !== undefined && { variantLabel }),
});

it('names what was bought with its variant and, above one, its quantity', () => {
  const items = [item('House blend', 1000, '1 kg'), item('Stoneware mug', 2000), item('Loose tea', 385)];
  expect(saleItems(items, 'en-GB')).toBe('House blend, 1 kg, 2 × Stoneware mug, 0.385 × Loose tea');
});

it('says of goods that come back how many they are, without a minus', () => {
  expect(saleItems([item('Mug', -1000), item('Plate', -3000)], 'en-GB')).toBe('Mug, 3 × Plate');
});

it('counts what a long receipt holds beyond the first lines', () => {
  const items = Array.from({ length: 1207 }, (_, index) => item(`Item ${index + 1}`));
  expect(saleItems(items, 'en-GB')).toMatch(/^Item 1, .*Item 6, \+1,201$/);
});

it('counts pieces, and a weighed quantity as one thing', () => {
  expect(pieceCount([item('Mug', 2000), item('Tea', 385), item('Plate', -1000)])).toBe(4);
});
