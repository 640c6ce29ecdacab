/** Mutations of the catalogue: categories and products. */
import * as z from 'zod/mini';
import { category, productFieldsSchema } from '../model/catalogue.ts';
import { idSchema } from '../model/primitives.ts';
import type { StoreReader } from '../store.ts';
import { applied, defineMutation, refuse } from './mutation.ts';

/** Creates or renames a category. */
export const saveCategory = defineMutation({
  name: 'saveCategory',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ category: category.schema }),
  async run(store, args) {
    await store.put('category', args.category);
    return applied;
  },
});

async function skuTaken(store: StoreReader, sku: string, exceptId: string): Promise<boolean> {
  if (sku === '') return false;
  return (await store.references('product', sku)).some(
    (product) => product.id !== exceptId && product.active,
  );
}

/** Creates a product. */
export const createProduct = defineMutation({
  name: 'createProduct',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, fields: productFieldsSchema }),
  async run(store, { id, fields }, context) {
    if (await store.get('product', id)) return refuse('already_exists', ['id']);
    if (await skuTaken(store, fields.sku, id)) return refuse('sku_taken', ['fields', 'sku']);
    await store.put('product', { id, ...fields, createdAt: context.at, updatedAt: context.at });
    return applied;
  },
});

/** Edits some fields of a product; sales already made keep what they noted. */
export const editProduct = defineMutation({
  name: 'editProduct',
  version: 1,
  nature: 'intent',
  args: z.strictObject({ id: idSchema, changes: z.partial(productFieldsSchema) }),
  async run(store, { id, changes }, context) {
    const row = await store.get('product', id);
    if (!row) return refuse('product_not_found', ['id']);
    if (changes.sku !== undefined && (await skuTaken(store, changes.sku, id)))
      return refuse('sku_taken', ['changes', 'sku']);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    await store.put('product', { ...row, ...given, updatedAt: context.at });
    return applied;
  },
});
