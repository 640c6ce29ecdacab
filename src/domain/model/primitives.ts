/** Small schemas that the entities share. Units are in the names: `Minor`, `Milli`, instants in UTC milliseconds. */
import * as z from 'zod/mini';
import { isDay, isTimeZone } from '../values/calendar.ts';
import { isId } from '../values/ids.ts';
import { isCurrency } from '../values/money.ts';

/** UUIDv7 or name-based UUIDv8 (rule D1). */
export const idSchema = z.string().check(z.refine(isId, { error: 'not an id' }));

/** A number beyond exact integers is an amount out of range; anything else that is no integer is a mistake of form. */
const exactInteger = () =>
  z.int({
    error: (issue) =>
      issue.code === 'too_big' || issue.code === 'too_small' ? 'amount_out_of_range' : undefined,
  });

/** Integer amount in minor units of the currency beside it. */
export const minorSchema = exactInteger();

/** Thousandths: of the minor unit for unit prices, of one piece for quantities. */
export const milliSchema = exactInteger();

/** Milliseconds since 1970 in UTC; years 1900 to 2999. */
export const instantSchema = z
  .int()
  .check(
    z.gte(-2_208_988_800_000, { error: 'date_out_of_range' }),
    z.lt(32_503_680_000_000, { error: 'date_out_of_range' }),
  );

/** A calendar day `YYYY-MM-DD`. */
export const daySchema = z.string().check(z.refine(isDay, { error: 'date_out_of_range' }));

/** ISO 4217 code. */
export const currencySchema = z.string().check(z.refine(isCurrency, { error: 'unknown_currency' }));

/** IANA time zone. */
export const timeZoneSchema = z.string().check(z.refine(isTimeZone, { error: 'unknown_time_zone' }));

/** A name of a person or thing: 1 to 255 characters that are not only blanks. */
export const nameSchema = z.string().check(
  z.refine((text) => text.trim().length > 0, { error: 'name_required' }),
  z.maxLength(255, { error: 'name_too_long' }),
);

/** A short code or label: SKU, barcode, receipt number, external id. */
export const labelSchema = z.string().check(z.maxLength(100));

/** Free text that a person wrote. */
export const textSchema = z.string().check(z.maxLength(4000));

/** The id under which sales without a customer are summed. */
export const guestId = 'guest';

/** A reference to a sale that is enough to find it in any layer (rule D6). */
export const saleRefSchema = z.strictObject({
  id: idSchema,
  customerId: z.nullable(idSchema),
  occurredAt: instantSchema,
});
export type SaleRef = z.infer<typeof saleRefSchema>;
