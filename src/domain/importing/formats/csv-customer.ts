/** A row of a list of customers: all that such a list says of one, beside what a row of sales says. */
import {
  type Customer,
  type CustomerStatus,
  type CustomerType,
  customerStatuses,
  customerTypes,
} from '../../model/customer.ts';
import { findCardNumbers } from '../../values/card-number.ts';
import { fold } from '../../values/text.ts';
import type { CsvField } from '../csv-mapping.ts';
import type { ImportOutput } from '../import-output.ts';
import { type CsvRowReader, customerIn } from './csv-row.ts';

const longestTag = 50;
const longestNotes = 2000;

/** A word of a column that knows a few, however it is written: "Walk-in", "VIP customer". */
function choiceIn<Choice extends string>(
  reader: CsvRowReader,
  column: CsvField,
  choices: readonly Choice[],
): Choice | null {
  const plain = (text: string) =>
    fold(text)
      .replace(/[^\p{L}]/gu, '')
      .replace(/customer$/, '');
  const text = reader.text(column);
  if (text === '') return null;
  const found = choices.find((choice) => plain(choice) === plain(text));
  if (found === undefined) reader.refuse(column, 'unknown_choice');
  return found ?? null;
}

function tagsIn(reader: CsvRowReader): string[] {
  const tags = reader
    .name('customerTags')
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (tags.some((tag) => tag.length > longestTag)) reader.refuse('customerTags', 'text_too_long');
  return [...new Set(tags)];
}

function notesIn(reader: CsvRowReader): string | null {
  const text = reader.text('customerNotes');
  if (text.length > longestNotes) reader.refuse('customerNotes', 'text_too_long');
  else if (findCardNumbers(text).length > 0) reader.refuse('customerNotes', 'card_number_refused');
  return text === '' ? null : text;
}

/** The customer of a row; null where the row names nobody. First and last name make the name where none is given (REQ §9). */
export function listedCustomerIn(reader: CsvRowReader, output: ImportOutput): Customer | null {
  const firstName = reader.name('customerFirstName') || null;
  const lastName = reader.name('customerLastName') || null;
  const joined = [firstName, lastName].filter((part) => part !== null).join(' ');
  const customer = customerIn(reader, output, reader.name('customerName') || joined);
  if (!customer) return null;
  const type: CustomerType | null = choiceIn(reader, 'customerType', customerTypes);
  const status: CustomerStatus | null = choiceIn(reader, 'customerStatus', customerStatuses);
  return {
    ...customer,
    firstName,
    lastName,
    ...(type && { type }),
    ...(status && { status }),
    tags: tagsIn(reader),
    internalNotes: notesIn(reader),
  };
}
