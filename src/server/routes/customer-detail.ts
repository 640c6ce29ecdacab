/** What other systems read and write with the customer, and what stands in rows of its own here: address, wishes, consent, notes. */
import * as z from 'zod';
import {
  answeredNow,
  consentStatesOf,
  currentConsents,
  knownAnswers,
} from '../../domain/history/current-consents.ts';
import { addressesOf, consentsOf, notesOf } from '../../domain/history/group-rows.ts';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import type { Address } from '../../domain/model/customer-rows.ts';
import type { StoreReader } from '../../domain/store.ts';
import { businessDayAt } from '../../domain/values/calendar.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Caller } from '../auth/caller.ts';
import type { Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import type { TenantReader, TenantWriter } from '../storage/storage.ts';
import { addressText, type CustomerDetail } from '../views/customer-detail-view.ts';
import { noteView } from '../views/note-view.ts';
import { emptyAddress } from './address-body.ts';
import { preferencesShown } from './customer-preferences.ts';
import { customerViewOf } from './customer-views.ts';
import { preferenceChangesOf } from './preference-body.ts';
import { historyView, seenSummary } from './purchase-history.ts';
import { cardFree } from './request-values.ts';
import { seesNote } from './seen-places.ts';
import { shopSetting, shownCustomer } from './shown-customer.ts';

const linesAtMost = 4;

/** The fields of a request beside those of the customer's own row. */
export const detailFields = {
  address: cardFree(
    z
      .string()
      .refine(
        (text) => linesOf(text).length <= linesAtMost && linesOf(text).every((line) => line.length <= 255),
        {
          error: 'text_too_long',
        },
      ),
  )
    .nullish()
    .describe('The address to send to, in at most four lines; null removes it.'),
  prefer_sms: z.boolean().optional(),
  prefer_email: z.boolean().optional(),
  prefer_call: z.boolean().optional(),
  marketing_opt_in: z
    .boolean()
    .optional()
    .describe('Records the answer to the question for consent, given now.'),
};
const detailBody = z.object(detailFields);
export type DetailBody = z.infer<typeof detailBody>;

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Saves what a request says beside the fields of the customer's own row. */
export async function saveDetails(
  writer: TenantWriter,
  dependencies: Dependencies,
  caller: Caller,
  customerId: string,
  body: DetailBody,
): Promise<void> {
  const { group } = await shownCustomer(writer, customerId);
  const { prefer_sms, prefer_email, prefer_call } = body;
  const changes = preferenceChangesOf({ prefer_sms, prefer_email, prefer_call });
  if (Object.keys(changes).length > 0)
    await mutateIn(writer, dependencies, caller, 'savePreference', { customerId, changes });
  if (body.marketing_opt_in !== undefined)
    await recordOptIn(writer, dependencies, caller, { customerId, group }, body.marketing_opt_in);
  if (body.address !== undefined)
    await saveShownAddress(writer, dependencies, caller, { customerId, group }, body.address);
}

interface Whose {
  readonly customerId: string;
  readonly group: CustomerGroup;
}

/** An answer that is known already is not recorded once more. */
async function recordOptIn(
  writer: TenantWriter,
  dependencies: Dependencies,
  caller: Caller,
  { customerId, group }: Whose,
  isGiven: boolean,
): Promise<void> {
  const known = await consentsOf(writer, group);
  const { marketing } = consentStatesOf(currentConsents(known));
  if ((marketing === 'given') === isGiven && marketing !== 'not_asked') return;
  const { clock, randomBytes } = dependencies;
  const now = clock();
  const consent = {
    id: newId(now, randomBytes),
    customerId,
    purpose: 'marketing' as const,
    state: isGiven
      ? ('given' as const)
      : marketing === 'given'
        ? ('withdrawn' as const)
        : ('refused' as const),
    origin: 'other' as const,
    at: answeredNow(known, 'marketing', now),
    replaces: knownAnswers(known, 'marketing'),
  };
  await mutateIn(writer, dependencies, caller, 'recordConsent', { consent });
}

async function saveShownAddress(
  writer: TenantWriter,
  dependencies: Dependencies,
  caller: Caller,
  { customerId, group }: Whose,
  text: string | null,
): Promise<void> {
  const shown = await shownAddress(writer, group);
  const street = text === null ? [] : linesOf(text);
  if (street.length === 0) {
    if (shown) await mutateIn(writer, dependencies, caller, 'removeAddress', { id: shown.id });
    return;
  }
  // A client sends back what it was told: parts that are known stay apart.
  if (shown && addressText(shown) === street.join(', ')) return;
  const id = shown?.id ?? newId(dependencies.clock(), dependencies.randomBytes);
  const kept = { id, customerId: shown?.customerId ?? customerId, recipient: shown?.recipient ?? null };
  const address = { ...emptyAddress, isDefault: true, ...kept, street };
  await mutateIn(writer, dependencies, caller, 'saveAddress', { address });
}

/** The one that goods are sent to where nobody chooses. */
async function shownAddress(reader: StoreReader, group: CustomerGroup): Promise<Address | undefined> {
  return (await addressesOf(reader, group)).find(({ use }) => use === 'shipping');
}

/** A customer with what hangs on it, as the caller may see it. */
export async function customerDetailOf(
  reader: TenantReader,
  caller: Caller,
  id: string,
  now: number,
): Promise<CustomerDetail> {
  const setting = await shopSetting(reader, caller.tenantId);
  const { group } = await shownCustomer(reader, id);
  const today = businessDayAt(setting, now);
  const summary = await seenSummary(reader, caller, group, setting, today);
  const preferences = await preferencesShown(reader, caller, id, now);
  const { prefer_sms, prefer_email, prefer_call } = preferences;
  const notes = (await notesOf(reader, group)).filter((note) => seesNote(caller, note));
  const address = await shownAddress(reader, group);
  const { marketing } = consentStatesOf(currentConsents(await consentsOf(reader, group)));
  return {
    ...(await customerViewOf(reader, caller, id)),
    address: address ? addressText(address) : null,
    prefer_sms,
    prefer_email,
    prefer_call,
    marketing_opt_in: marketing === 'given',
    notes: notes.map(noteView),
    preferences,
    history: await historyView(reader, caller, group, summary, today),
  };
}
