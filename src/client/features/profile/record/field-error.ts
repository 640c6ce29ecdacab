import { useLingui } from '@lingui/react/macro';
import type { Refusal } from '../../../../domain/errors.ts';
import { errorMessages } from '../../../app/messages.ts';

/** What is wrong with a field, by the last step of the path of a refusal; `''` for what belongs to none of the given fields. */
export function useFieldErrors(
  refusals: readonly Refusal[],
  fields: readonly string[],
): (field: string) => string | undefined {
  const { t } = useLingui();
  const fieldOf = ({ path = [] }: Refusal) => path.find((part) => fields.includes(String(part))) ?? '';
  return (field) => {
    const found = refusals.find((refusal) => fieldOf(refusal) === field);
    return found && t(errorMessages[found.code]);
  };
}
