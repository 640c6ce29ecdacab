/** What a customer has on account (REQ-C11). */
import * as z from 'zod';
import {
  type CreditAccount,
  creditAccount,
  creditAccountOf,
  utilisationOf,
} from '../../domain/history/credit-account.ts';
import { saleTypes } from '../../domain/model/sale.ts';
import { businessDayAt } from '../../domain/values/calendar.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { zonedText } from '../../domain/values/written.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mergedInto } from '../views/customer-view.ts';
import { errorResponses } from '../views/error-view.ts';
import { leftOutBy, leftOutView } from '../views/left-out-view.ts';

import { idParams } from './request-values.ts';
import { leftOutFor, placesOf, seesPlace } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const creditViewSchema = z.object({
  customer_id: z.string(),
  merged_into: z.string().nullable(),
  currency: z.string(),
  credit_limit: z.string().nullable(),
  balance: z.string().describe('What is owed; negative where more was paid than charged.'),
  available: z.string().nullable().describe('What is left of the limit; null without one.'),
  utilization_percentage: z.number().nullable(),
  open_since: z.string().nullable().describe('Business date of the oldest charge that is not paid in full.'),
  entries: z.array(
    z.object({
      sale_id: z.string(),
      number: z.string(),
      sale_type: z.enum(saleTypes),
      occurred_at: z.string(),
      change: z.string().describe('Positive for a charge, negative for a payment.'),
      balance: z.string(),
    }),
  ),
  ...leftOutView,
});

export function registerCustomerCreditRoutes(app: App, { storage, clock }: Dependencies): void {
  app.get(
    '/customers/:id/credit',
    {
      config: { access: 'customers:read' },
      schema: {
        tags: ['purchases'],
        summary: 'Get what a customer has on account',
        description:
          'Charges and payments of the whole merged group in the currency of the shop, newest first; payments settle the oldest charge first.',
        params: idParams,
        response: { 200: creditViewSchema, ...errorResponses },
      },
    },
    (request) =>
      storage.read(callerOf(request).tenantId, async (reader) => {
        const caller = callerOf(request);
        const { currency, ...setting } = await shopSetting(reader, caller.tenantId);
        const { group, joined } = await shownCustomer(reader, request.params.id);
        const today = businessDayAt(setting, clock());
        const account = seenAccount(caller, await creditAccount(reader, group.memberIds, currency, today));
        return {
          customer_id: group.rootId,
          merged_into: mergedInto(group, request.params.id),
          ...accountView(account, joined.creditLimitMinor),
          ...leftOutBy(leftOutFor(caller), ['other_locations']),
        };
      }),
  );
}

/** What of it the caller may see. */
function seenAccount(caller: Caller, account: CreditAccount): CreditAccount {
  if (placesOf(caller) === null) return account;
  const documents = account.entries.map(({ sale }) => sale);
  return creditAccountOf(
    documents.filter(({ locationId }) => seesPlace(caller, locationId)),
    account.currency,
  );
}

function accountView(
  { balanceMinor, currency, entries, openSince }: CreditAccount,
  limitMinor: number | null,
): Omit<z.infer<typeof creditViewSchema>, 'customer_id' | 'merged_into'> {
  const used = utilisationOf(balanceMinor, limitMinor);
  const available = limitMinor === null ? null : Math.max(0, limitMinor - balanceMinor);
  return {
    currency,
    credit_limit: limitMinor === null ? null : formatAmount(limitMinor, currency),
    balance: formatAmount(balanceMinor, currency),
    available: available === null ? null : formatAmount(available, currency),
    utilization_percentage: used === null || !Number.isFinite(used) ? null : Math.round(used * 1000) / 10,
    open_since: openSince,
    entries: entries.map(({ sale, changeMinor, balanceMinor: after }) => ({
      sale_id: sale.id,
      number: sale.number,
      sale_type: sale.type,
      occurred_at: zonedText(sale.occurredAt, sale.utcOffsetMinutes),
      change: formatAmount(changeMinor, currency),
      balance: formatAmount(after, currency),
    })),
  };
}
