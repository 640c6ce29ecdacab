import { useLingui } from '@lingui/react/macro';
import type { Customer } from '../../../domain/model/customer.ts';
import { useShop } from '../../app/services.ts';
import { customerStatusWords, customerTypeWords } from '../../app/vocabulary.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { MergeField } from './merge-fields.ts';

/** The value of a field in words, each entry of a list by itself; empty where nothing is known. */
export function useFieldValues(): (customer: Customer, field: MergeField) => readonly string[] {
  const { t } = useLingui();
  const { money } = useFormatting();
  const { currency } = useShop().setting;
  return (customer, field) => {
    switch (field) {
      case 'phones':
        return customer.phones.map((phone) => phone.raw);
      case 'emails':
      case 'tags':
        return customer[field];
      case 'type':
        return [t(customerTypeWords[customer.type])];
      case 'status':
        return [t(customerStatusWords[customer.status])];
      case 'creditLimitMinor':
        return customer.creditLimitMinor === null ? [] : [money(customer.creditLimitMinor, currency)];
      default:
        return customer[field] === null ? [] : [customer[field]];
    }
  };
}
