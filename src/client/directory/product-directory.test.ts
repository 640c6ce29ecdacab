import { describe, expect, it } from 'vitest';
import { buildProduct, id } from '../../domain/testing/build.ts';
import { ProductDirectory } from './product-directory.ts';

const kitchen = { id: id('kitchen'), name: 'Kitchen', parentId: null };
const cups = { id: id('cups'), name: 'Cups', parentId: kitchen.id };
const directory = new ProductDirectory(
  [
    buildProduct('Stoneware mug', { sku: '85123A', barcodes: ['5012345678900'], categoryId: cups.id }),
    buildProduct('Café press', { sku: '5012345678900' }),
    buildProduct('Old mug', { sku: 'OLD', active: false, categoryId: kitchen.id }),
    buildProduct('apron', { categoryId: kitchen.id }),
  ],
  [kitchen, cups],
);
const everything = { text: '', categoryId: null, includeInactive: true };
const names = (query: Partial<typeof everything> | { categoryId: string }) =>
  directory.find({ ...everything, ...query }, 0, 10).rows.map((product) => product.name);

describe('product directory', () => {
  it('[REQ-L5] finds by any part of name, SKU or barcode', () => {
    expect(names({ text: 'WARE' })).toEqual(['Stoneware mug']);
    expect(names({ text: '123a' })).toEqual(['Stoneware mug']);
    expect(names({ text: 'cafe' })).toEqual(['Café press']);
    expect(names({ text: '5012345' })).toEqual(['Café press', 'Stoneware mug']);
  });

  it('lists by name, pages, and leaves out what is not sold any more', () => {
    expect(names({})).toEqual(['apron', 'Café press', 'Old mug', 'Stoneware mug']);
    expect(names({ includeInactive: false })).not.toContain('Old mug');
    expect(directory.find(everything, 1, 2)).toMatchObject({
      total: 4,
      rows: [{ name: 'Café press' }, { name: 'Old mug' }],
    });
  });

  it('takes a category with all that lies under it', () => {
    expect(names({ categoryId: kitchen.id })).toEqual(['apron', 'Old mug', 'Stoneware mug']);
    expect(names({ categoryId: cups.id })).toEqual(['Stoneware mug']);
  });

  it('takes a scanned code as a barcode before it takes it as a SKU', () => {
    expect(directory.byBarcode(' 5012345678900 ')?.name).toBe('Stoneware mug');
    expect(directory.byBarcode('85123A')?.name).toBe('Stoneware mug');
    expect(directory.byBarcode('unknown')).toBeUndefined();
  });
});
