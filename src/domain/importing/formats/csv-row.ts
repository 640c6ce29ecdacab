/** What a row of a CSV file says about a customer, a product and amounts: shared by its three kinds of files. */

import type { Customer } from '../../model/customer.ts';
import { isPlausibleEmail } from '../../values/email.ts';
import { isPlausiblePhone, normalizePhone } from '../../values/phone.ts';
import { digitsOf, fold } from '../../values/text.ts';
import type { CsvField } from '../csv-mapping.ts';
import type { ImportOutput } from '../import-output.ts';
import type { RowReader } from '../row-reader.ts';

export type CsvRowReader = RowReader<CsvField>;

/** Names by which tills mean nobody. */
const nobody = /^(?:guest|walk-?in|cash|anonymous|none|unknown|n\/a)?(?: ?(?:customer|sale|client))?$|^-+$/;

/** The phone number as written, or nothing; a cell without a digit ("n/a") is empty. */
function phoneIn(reader: CsvRowReader): string {
  const text = reader.text('customerPhone');
  if (digitsOf(text) === '') return '';
  if (text.length > 50 || !isPlausiblePhone(text)) reader.refuse('customerPhone', 'phone_not_plausible');
  return text;
}

/** The e-mail address, or nothing; a cell without an @ ("none") is empty. */
function emailIn(reader: CsvRowReader): string {
  const text = reader.text('customerEmail');
  if (!text.includes('@')) return '';
  if (!isPlausibleEmail(text)) reader.refuse('customerEmail', 'email_not_plausible');
  return text;
}

/**
 * The customer of a row, or null for a guest. A customer is known again by the id, else the phone number, else the
 * e-mail address, else the name.
 */
export function customerIn(
  reader: CsvRowReader,
  output: ImportOutput,
  name = reader.name('customerName'),
): Customer | null {
  const number = reader.optionalLabel('customerId');
  const phone = phoneIn(reader);
  const email = emailIn(reader);
  const named = nobody.test(fold(name)) ? '' : name;
  const [kind, key] =
    [
      ['id', number],
      ['phone', normalizePhone(phone).e164 ?? digitsOf(phone)],
      ['email', fold(email)],
      ['name', fold(named)],
    ].find(([, value]) => value !== '') ?? [];
  if (kind === undefined || key === undefined) return null;
  return output.customer(
    output.idOf('customer', kind, key),
    named || (number && `Customer ${number}`) || phone || email,
    {
      externalId: number || null,
      phones: phone === '' ? [] : [normalizePhone(phone)],
      emails: email === '' ? [] : [email],
    },
  );
}

/** Id and category of the product of a row; null where the row names none. */
export function productIn(
  reader: CsvRowReader,
  output: ImportOutput,
): { id: string; sku: string; name: string; categoryId: string | null } | null {
  const sku = reader.optionalLabel('sku');
  const name = reader.name('productName');
  const category = reader.name('category');
  const [kind, key] = sku === '' ? ['name', fold(name)] : ['sku', sku];
  if (key === '') return null;
  const categoryId = category === '' ? null : output.idOf('category', fold(category));
  if (categoryId !== null && !reader.problem) {
    output.batches.addCategory({
      id: categoryId,
      name: category,
      parentId: null,
      importId: output.context.run.id,
    });
  }
  return { id: output.idOf('product', kind, key), sku, name: name || sku, categoryId };
}
