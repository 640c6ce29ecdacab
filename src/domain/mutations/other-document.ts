/** Another document under an id that is taken: it can neither be stored nor be dropped unseen. */
import { asPrinted } from '../history/corrected-time.ts';
import { type Sale, saleRefOf } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import { canonicalJson } from '../values/canonical-json.ts';

/** Whether the document stored under the id of this one is another one. The same one again is an echo (rule F4). */
export async function isOtherDocument(store: StoreReader, sale: Sale): Promise<boolean> {
  const stored = await store.sale(saleRefOf(sale));
  return stored !== undefined && contentOf(asPrinted(stored)) !== contentOf(sale);
}

/** Which import brought it is no part of what a document says. */
const contentOf = ({ importId: _run, ...sale }: Sale): string =>
  canonicalJson(JSON.parse(JSON.stringify(sale)));
