import { t } from '@lingui/core/macro';
import { unreachable } from '../../domain/assert.ts';

/** One place where derived data does not follow from the sales. */
export type Difference =
  | { readonly kind: 'metrics_differ' | 'metrics_lack' | 'metrics_order'; readonly customerId: string }
  | {
      readonly kind:
        | 'twice'
        | 'wrong_page'
        | 'chunk_lacks'
        | 'chunk_too_much'
        | 'child_lacks'
        | 'child_too_much';
      readonly saleId: string;
    }
  | { readonly kind: 'page_start' | 'page_order'; readonly ledgerKey: string; readonly from: number };

export function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'metrics_differ':
      return t`The figures of customer ${difference.customerId} differ from the sum of the sales.`;
    case 'metrics_lack':
      return t`The figures of customer ${difference.customerId} are missing.`;
    case 'metrics_order':
      return t`The figures of customer ${difference.customerId} do not lie where they are looked for.`;
    case 'twice':
      return t`The sale ${difference.saleId} is stored twice.`;
    case 'wrong_page':
      return t`The sale ${difference.saleId} lies on a page of someone else.`;
    case 'chunk_lacks':
      return t`The receipt search does not know the sale ${difference.saleId}.`;
    case 'chunk_too_much':
      return t`The receipt search knows a sale ${difference.saleId} that is not there, or knows it twice.`;
    case 'child_lacks':
      return t`The document ${difference.saleId} is not listed under the one it belongs to.`;
    case 'child_too_much':
      return t`The document ${difference.saleId} is listed under another one but is not there.`;
    case 'page_start':
      return t`A page of ${difference.ledgerKey} does not begin where its key says.`;
    case 'page_order':
      return t`Pages of ${difference.ledgerKey} overlap or are out of order.`;
    default:
      return unreachable(difference);
  }
}
