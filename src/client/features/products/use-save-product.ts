import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Product } from '../../../domain/model/catalogue.ts';
import { type Fix, idOfFix } from '../../app/fix.ts';
import { useServices } from '../../app/services.ts';
import { changesOf, fieldsOfDraft, type PriceForm, type ProductDraft } from './product-draft.ts';

export interface SaveProduct {
  readonly busy: boolean;
  readonly refusals: readonly Refusal[];
  /** Answers whether it was saved. */
  readonly save: (draft: ProductDraft) => Promise<boolean>;
}

/** Saves a new or changed product, and before it the category that was typed with it. */
export function useSaveProduct(
  product: Product | null,
  fix: Fix | null,
  prices: PriceForm,
  onCategory: (categoryId: string) => void,
): SaveProduct {
  const { directory, mutate, newId } = useServices();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>(fix?.refusals ?? []);

  const categoryOf = async (draft: ProductDraft): Promise<string | null | readonly Refusal[]> => {
    if (draft.newCategory === null) return draft.categoryId;
    const id = newId();
    const category = { id, name: draft.newCategory.trim(), parentId: null };
    const result = await mutate('saveCategory', { category });
    if (!result.saved) return result.refusals.map((refusal) => ({ ...refusal, path: ['newCategory'] }));
    // From here on it exists, even if the product is refused: the next try must not make a second one.
    onCategory(id);
    return id;
  };

  const write = async (draft: ProductDraft): Promise<readonly Refusal[]> => {
    const read = fieldsOfDraft(draft, prices);
    if (!read.ok) return read.refusals;
    for (const code of read.fields.barcodes) {
      const bearer = await directory.productByBarcode(code);
      if (bearer?.barcodes.includes(code) && bearer.id !== product?.id) {
        return [{ code: 'already_exists', path: ['barcodes'], values: { code } }];
      }
    }
    const categoryId = await categoryOf(draft);
    if (categoryId !== null && typeof categoryId !== 'string') return categoryId;
    const fields = { ...read.fields, categoryId };
    const options = fix ? { supersedes: fix.supersedes } : {};
    const result =
      product === null
        ? await mutate('createProduct', { id: idOfFix(fix) ?? newId(), fields }, options)
        : await mutate('editProduct', { id: product.id, changes: changesOf(fields, product) }, options);
    return result.saved ? [] : result.refusals;
  };

  return {
    busy,
    refusals,
    async save(draft) {
      setBusy(true);
      try {
        const refused = await write(draft);
        setRefusals(refused);
        return refused.length === 0;
      } finally {
        setBusy(false);
      }
    },
  };
}
