import { useLingui } from '@lingui/react/macro';
import type { Refusal } from '../../domain/errors.ts';
import { errorMessages } from './messages.ts';

/** What refusals say, one after the other. */
export function RefusalWords({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const { t } = useLingui();
  return <>{refusals.map(({ code }) => t(errorMessages[code])).join(' ')}</>;
}
