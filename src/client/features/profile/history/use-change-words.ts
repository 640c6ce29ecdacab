import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { useShop } from '../../../app/services.ts';
import {
  addressUseWords,
  customerFieldWords,
  customerStatusWords,
  customerTypeWords,
  tenderWords,
} from '../../../app/vocabulary.ts';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import { addressLines } from '../record/address-text.ts';

/** The names of what is changed. A field that this build does not know is shown under its own name. */
const fieldWords: Readonly<Record<string, MessageDescriptor>> = {
  ...customerFieldWords,
  favoriteProducts: msg`Favourite products`,
  preferredPayment: msg`Usually pays`,
  bestContactTime: msg`Best time to reach`,
  doNotContact: msg`Do not contact`,
  prefersSms: msg`Likes SMS`,
  prefersEmail: msg`Likes e-mail`,
  prefersCall: msg`Likes to be called`,
  wantsOffers: msg`Likes offers`,
  wantsLoyalty: msg`Takes part in the loyalty scheme`,
  address: msg`Address`,
  paymentMethod: msg`Means of payment`,
  note: msg`Note`,
};

const texts = z.array(z.string());
const phones = z.array(z.object({ raw: z.string() }));
const nullableText = z.nullable(z.string());
const address = z.object({
  use: z.string(),
  recipient: nullableText,
  street: texts,
  city: nullableText,
  region: nullableText,
  postalCode: nullableText,
  country: nullableText,
});
const paymentMethod = z.object({ provider: z.string(), brand: nullableText, lastFour: nullableText });
const note = z.object({ text: z.string() });

interface ChangeWords {
  readonly fieldName: (field: string) => string;
  /** A value of a field as people write it; empty where there is none. */
  readonly valueText: (field: string, value: unknown) => string;
}

/** The words for what the history holds. It may have been written by another version of the app: what is not understood is left out. */
export function useChangeWords(): ChangeWords {
  const { t } = useLingui();
  const { money } = useFormatting();
  const { currency } = useShop().setting;
  const worded = (words: Readonly<Record<string, MessageDescriptor>>, value: string): string => {
    const word = words[value];
    return word ? t(word) : value;
  };
  const listed = <T>(schema: z.ZodMiniType<T>, value: unknown, textOf: (read: T) => string): string => {
    const read = z.safeParse(schema, value);
    return read.success ? textOf(read.data) : '';
  };
  return {
    fieldName: (field) => worded(fieldWords, field),
    valueText(field, value) {
      if (value === null || value === undefined) return '';
      switch (field) {
        case 'phones':
          return listed(phones, value, (read) => read.map(({ raw }) => raw).join(', '));
        case 'address':
          return listed(address, value, (read) =>
            [worded(addressUseWords, read.use), ...addressLines(read)].join(', '),
          );
        case 'paymentMethod':
          return listed(paymentMethod, value, ({ provider, brand, lastFour }) =>
            [brand ?? provider, lastFour && `•••• ${lastFour}`].filter(Boolean).join(' '),
          );
        case 'note':
          return listed(note, value, ({ text }) => text);
      }
      if (typeof value === 'boolean') return value ? t`yes` : t`no`;
      if (Array.isArray(value)) return listed(texts, value, (read) => read.join(', '));
      if (field === 'creditLimitMinor' && typeof value === 'number') return money(value, currency);
      if (typeof value !== 'string') return '';
      if (field === 'type') return worded(customerTypeWords, value);
      if (field === 'status') return worded(customerStatusWords, value);
      if (field === 'preferredPayment') return worded(tenderWords, value);
      return value;
    },
  };
}
