import * as z from 'zod/mini';
import type { Refusal } from '../../../domain/errors.ts';
import type { Product, ProductFields } from '../../../domain/model/catalogue.ts';

/** What stands in the form, as typed. */
export interface ProductDraft {
  readonly name: string;
  readonly sku: string;
  /** Separated by commas or blanks. */
  readonly barcodes: string;
  /** Id of a category, or null for none. */
  readonly categoryId: string | null;
  /** Name of a category that is made with the product; null where one is chosen. */
  readonly newCategory: string | null;
  readonly taxRateId: string | null;
  /** Empty: the price is asked at the till. */
  readonly price: string;
  /** Empty: not known. */
  readonly cost: string;
  readonly active: boolean;
}

/** How unit prices are typed here, bound to the currency of the shop. */
export interface PriceForm {
  readonly write: (unitPriceMilli: number) => string;
  /** Undefined where the text is no price. */
  readonly read: (text: string) => number | undefined;
}

export const emptyDraft: ProductDraft = {
  name: '',
  sku: '',
  barcodes: '',
  categoryId: null,
  newCategory: null,
  taxRateId: null,
  price: '',
  cost: '',
  active: true,
};

export function draftOf(product: Product, prices: PriceForm): ProductDraft {
  return {
    name: product.name,
    sku: product.sku,
    barcodes: product.barcodes.join(', '),
    categoryId: product.categoryId,
    newCategory: null,
    taxRateId: product.taxRateId,
    price: product.unitPriceMilli === null ? '' : prices.write(product.unitPriceMilli),
    cost: product.unitCostMilli === null ? '' : prices.write(product.unitCostMilli),
    active: product.active,
  };
}

/** A field as it was saved; one that does not read as expected is as if it had not been given. */
const typed = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined);
const typedSchema = z.object({
  name: typed(z.string()),
  sku: typed(z.string()),
  barcodes: typed(z.array(z.string())),
  categoryId: typed(z.nullable(z.string())),
  taxRateId: typed(z.nullable(z.string())),
  unitPriceMilli: typed(z.nullable(z.int())),
  unitCostMilli: typed(z.nullable(z.int())),
  active: typed(z.boolean()),
});
const argsSchema = z.object({ fields: z.optional(typedSchema), changes: z.optional(typedSchema) });

/** The form as it was when a refused change was saved, over what is known of the product. */
export function draftOfArgs(args: unknown, known: ProductDraft, prices: PriceForm): ProductDraft {
  const read = z.safeParse(argsSchema, args);
  const fields = read.success ? (read.data.fields ?? read.data.changes) : undefined;
  if (!fields) return known;
  const { unitPriceMilli: price, unitCostMilli: cost, categoryId, taxRateId } = fields;
  const write = (milli: number | null) => (milli === null ? '' : prices.write(milli));
  return {
    name: fields.name ?? known.name,
    sku: fields.sku ?? known.sku,
    barcodes: fields.barcodes?.join(', ') ?? known.barcodes,
    categoryId: categoryId === undefined ? known.categoryId : categoryId,
    newCategory: null,
    taxRateId: taxRateId === undefined ? known.taxRateId : taxRateId,
    price: price === undefined ? known.price : write(price),
    cost: cost === undefined ? known.cost : write(cost),
    active: fields.active ?? known.active,
  };
}

export type ReadProduct =
  | { readonly ok: true; readonly fields: ProductFields }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** The fields of a product. What cannot be read at all is refused here, everything else by the rules. */
export function fieldsOfDraft(draft: ProductDraft, prices: PriceForm): ReadProduct {
  const unitPriceMilli = readPrice(draft.price, prices);
  const unitCostMilli = readPrice(draft.cost, prices);
  if (unitPriceMilli === undefined || unitCostMilli === undefined) {
    const wrong = [
      ...(unitPriceMilli === undefined ? ['unitPriceMilli'] : []),
      ...(unitCostMilli === undefined ? ['unitCostMilli'] : []),
    ];
    return {
      ok: false,
      refusals: wrong.map((field) => ({ code: 'not_a_number', path: ['fields', field] })),
    };
  }
  return {
    ok: true,
    fields: {
      name: draft.name.trim(),
      sku: draft.sku.trim(),
      barcodes: [...new Set(draft.barcodes.split(/[\s,;]+/).filter((code) => code !== ''))],
      categoryId: draft.categoryId,
      taxRateId: draft.taxRateId,
      unitPriceMilli,
      unitCostMilli,
      active: draft.active,
    },
  };
}

/** Null for an empty text, undefined for one that is no price. */
function readPrice(text: string, prices: PriceForm): number | null | undefined {
  if (text.trim() === '') return null;
  const milli = prices.read(text);
  return milli === undefined || milli < 0 ? undefined : milli;
}

/** Only what differs, so that an edit does not overwrite what somebody else edits at the same time. */
export function changesOf(fields: ProductFields, product: Product): Partial<ProductFields> {
  const changed = Object.entries(fields).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(product[field as keyof ProductFields]),
  );
  return Object.fromEntries(changed);
}

/** The field of a product that a refusal is about; null where it is about the whole. */
export function fieldOf({ path = [] }: Refusal): string | null {
  const [first] = path.filter((part) => part !== 'fields' && part !== 'changes');
  return typeof first === 'string' ? first : null;
}
