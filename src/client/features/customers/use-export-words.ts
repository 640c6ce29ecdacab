import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { CustomerColumn, CustomerColumnGroup, ExportWords } from '../../app/services.ts';
import { customerStatusWords, customerTypeWords, lifecycleWords, tierWords } from '../../app/vocabulary.ts';

/** What stands over the columns of an exported list. */
export const columnWords: Record<CustomerColumn, MessageDescriptor> = {
  name: msg`Name`,
  tier: msg`Value tier`,
  net: msg`Net value`,
  currency: msg`Currency`,
  orders: msg`Orders`,
  lastPurchase: msg`Last purchase`,
  lifecycle: msg`Lifecycle`,
  status: msg`Status`,
  phone: msg`Phone`,
  email: msg`E-mail`,
  externalId: msg`Customer number`,
  type: msg`Type`,
  tags: msg`Tags`,
  added: msg`Added`,
  gross: msg`Gross value`,
  returned: msg`Returned value`,
  returns: msg`Returns`,
  averageOrder: msg`Average order`,
  units: msg`Units sold`,
  visits: msg`Visits`,
  firstPurchase: msg`First purchase`,
  daysSinceLast: msg`Days since last purchase`,
  daysBetween: msg`Days between orders`,
};

export const columnGroupWords: Record<Exclude<CustomerColumnGroup, 'list'>, MessageDescriptor> = {
  figures: msg`All figures`,
  record: msg`Number, type, tags and when they were added`,
  contact: msg`Phone and e-mail`,
};

/** The words of the screen for what a file would else hold as codes. */
export function useExportWords(): ExportWords {
  const { t } = useLingui();
  return {
    type: worded(customerTypeWords, t),
    status: worded(customerStatusWords, t),
    tier: worded(tierWords, t),
    lifecycle: worded(lifecycleWords, t),
  };
}

function worded<Code extends string>(
  words: Record<Code, MessageDescriptor>,
  t: (word: MessageDescriptor) => string,
): Record<Code, string> {
  const entries = Object.entries<MessageDescriptor>(words).map(([code, word]) => [code, t(word)]);
  return Object.fromEntries(entries) as Record<Code, string>;
}
