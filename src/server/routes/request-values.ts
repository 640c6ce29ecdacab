/** Small schemas that requests share. A message that is a code of the registry is answered with its sentence. */
import * as z from 'zod';
import { isDay } from '../../domain/values/calendar.ts';
import { findCardNumbers } from '../../domain/values/card-number.ts';
import { isId } from '../../domain/values/ids.ts';

/** The id in an address. What is no id is the id of nothing. */
export const idParams = z.object({ id: z.string() });

export const idText = z.string().refine(isId, { error: 'not an id' });

export const dayText = z.string().refine(isDay, { error: 'date_out_of_range' }).meta({ format: 'date' });

/** An amount, price or quantity: a decimal text, or a number as JSON writes it. */
export const decimalInput = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^-?\d+(?:\.\d+)?$/.test(text.trim()), { error: 'not_a_number' })
  .describe('A decimal text such as "12.50"; a JSON number is read as it is written.');

/** Text of a person that may hold no card number (rule A5). */
export const cardFree = <Schema extends z.ZodType<string>>(schema: Schema) =>
  schema.refine((text) => findCardNumbers(text).length === 0, { error: 'card_number_refused' });

/** Text of a person that must not be empty. */
export const writtenText = (most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? 'value_missing' : undefined) })
    .max(most, { error: 'text_too_long' })
    .refine((text) => text.trim() !== '', { error: 'value_missing' });
