/** All mutations by name: the one way in for writes, on device and server. */
import * as z from 'zod/mini';
import type { Refusal } from '../errors.ts';
import { isErrorCode } from '../errors.ts';
import { moveFigures, ownershipOf } from '../metrics/move-figures.ts';
import { type Store, type StoreReader, withoutWriting } from '../store.ts';
import { removeAddress, saveAddress } from './addresses.ts';
import { discardAttention, handOverAttention, reopenAttention, rerunQuarantined } from './attention.ts';
import { createProduct, editProduct, saveCategory } from './catalogue.ts';
import { recordApproval, recordPinEvent } from './counter-events.ts';
import { createCustomer } from './create-customer.ts';
import { dismissDuplicate, restoreDuplicate } from './distinct-customers.ts';
import { editCustomer } from './edit-customer.ts';
import { eraseCustomer, erasedAmong } from './erase-customer.ts';
import { importBatch } from './import-batch.ts';
import { importCustomers } from './import-customers.ts';
import { cardNumberPath, withMaskedCards } from './masked-cards.ts';
import { mergeCustomers } from './merge-customers.ts';
import { type MutationContext, type MutationDefinition, type MutationResult, refuse } from './mutation.ts';
import { closeSuperseded, isFixed } from './needs-attention.ts';
import { removeNote, saveNote } from './notes.ts';
import { removePaymentMethod, savePaymentMethod } from './payment-methods.ts';
import {
  deactivateStaff,
  editDevice,
  reactivateStaff,
  revokeDevice,
  saveStaff,
  setDeviceScope,
} from './people.ts';
import { recordCommunication } from './record-communication.ts';
import { recordConsent } from './record-consent.ts';
import { recordBulkExport, recordExport, recordPersonExport } from './record-export.ts';
import { recordPrint } from './record-print.ts';
import { recordReturn } from './record-return.ts';
import { recordSale } from './record-sale.ts';
import { reportErasure } from './report-erasure.ts';
import { linkSale, takeBackLink } from './sale-links.ts';
import { savePreference } from './save-preference.ts';
import { removeView, saveView } from './saved-views.ts';
import { editSettings, openShop, saveLocation, saveRates, saveTaxRate } from './shop.ts';
import { undoImport } from './undo-import.ts';
import { unmergeCustomers } from './unmerge-customers.ts';

export const mutations = {
  openShop,
  editSettings,
  saveLocation,
  saveTaxRate,
  saveRates,
  saveStaff,
  deactivateStaff,
  reactivateStaff,
  editDevice,
  setDeviceScope,
  revokeDevice,
  saveCategory,
  createProduct,
  editProduct,
  createCustomer,
  editCustomer,
  mergeCustomers,
  unmergeCustomers,
  eraseCustomer,
  reportErasure,
  dismissDuplicate,
  restoreDuplicate,
  saveView,
  removeView,
  saveNote,
  removeNote,
  saveAddress,
  removeAddress,
  savePaymentMethod,
  removePaymentMethod,
  savePreference,
  recordConsent,
  recordCommunication,
  recordSale,
  recordReturn,
  recordPrint,
  linkSale,
  takeBackLink,
  recordApproval,
  recordPinEvent,
  recordExport,
  recordBulkExport,
  recordPersonExport,
  importBatch,
  importCustomers,
  undoImport,
  discardAttention,
  handOverAttention,
  reopenAttention,
  rerunQuarantined,
} as const;

export type MutationName = keyof typeof mutations;
export type MutationArgs<N extends MutationName> = z.infer<(typeof mutations)[N]['args']>;

/** Whether a text names a mutation of this version. */
export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(mutations, name);
}

/**
 * The definition of a mutation with its types opened: arguments are checked by `parseArgs` before they reach it.
 * TypeScript cannot correlate name and arguments over the union, so this is the one place that says they belong together.
 */
export function definitionOf(name: MutationName): MutationDefinition<MutationName, z.ZodMiniType> {
  return mutations[name] as unknown as MutationDefinition<MutationName, z.ZodMiniType>;
}

export type ParsedArgs =
  | { readonly ok: true; readonly args: unknown }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Checks form and arithmetic of arguments without a store. Every bad field is named. */
export function parseArgs(name: MutationName, args: unknown): ParsedArgs {
  const definition = definitionOf(name);
  const parsed = z.safeParse(definition.args, args);
  if (!parsed.success) return { ok: false, refusals: refusalsOf(parsed.error.issues) };
  const problem = definition.problemOf?.(parsed.data) ?? null;
  if (problem) return { ok: false, refusals: [problem] };
  const card = definition.nature === 'intent' ? cardNumberPath(parsed.data) : null;
  if (card) return { ok: false, refusals: [{ code: 'card_number_refused', path: card }] };
  return { ok: true, args: parsed.data };
}

/** Turns the issues of a schema into refusals: messages that are codes of the registry keep their meaning. */
function refusalsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Refusal[] {
  return issues.map((issue) => ({
    code: isErrorCode(issue.message) ? issue.message : 'invalid_request',
    path: issue.path.map((part) => (typeof part === 'number' ? part : String(part))),
  }));
}

/**
 * Applies a mutation whose arguments were parsed. Never throws for business reasons. A fact is stored without card numbers (rule A5).
 *
 * @param derived the same store, where what is looked at for the sake of figures need not be noted
 */
export async function applyMutation(
  store: Store,
  name: MutationName,
  args: unknown,
  context: MutationContext,
  derived: Store = store,
): Promise<MutationResult> {
  const moved = definitionOf(name).movesFiguresOf?.(args);
  if (!moved) return runMutation(store, name, args, context);
  const before = await ownershipOf(derived, [moved]);
  const result = await runMutation(store, name, args, context);
  if (result.ok) await moveFigures(derived, before, [moved]);
  return result;
}

async function runMutation(
  store: Store,
  name: MutationName,
  args: unknown,
  context: MutationContext,
): Promise<MutationResult> {
  const { nature, run, peopleIn, withoutPeople, holdsWithoutPeople } = definitionOf(name);
  // Two people have fixed the same change: the second has to see what the first has made of it (rule K2).
  if (nature === 'intent' && (await isFixed(store, context.supersedes))) return refuse('already_decided');
  const erased = await erasedAmong(store, (nature === 'intent' && peopleIn?.(args)) || []);
  if (erased.size > 0 && !holdsWithoutPeople) return refuse('customer_erased');
  const said = erased.size > 0 && withoutPeople ? withoutPeople(args, erased) : args;
  const bearsCard = nature === 'fact' && cardNumberPath(said) !== null;
  const result = await run(store, bearsCard ? withMaskedCards(said) : said, context);
  if (result.ok) await closeSuperseded(store, context);
  return result;
}

/**
 * Checks a mutation on the device before it is logged: runs it with writes going nowhere; an issue of a fact refuses it here,
 * while it can still be corrected (an issue in `accepted` was approved by a person).
 */
export async function checkMutation(
  store: StoreReader,
  name: MutationName,
  args: unknown,
  context: MutationContext,
  accepted: readonly string[] = [],
): Promise<MutationResult> {
  const result = await runMutation(withoutWriting(store), name, args, context);
  if (!result.ok) return result;
  const issue = result.issues.find((found) => !accepted.includes(found.code));
  if (!issue) return result;
  const codes: Partial<Record<typeof issue.code, Refusal['code']>> = {
    over_returned: 'over_returned',
    unknown_customer: 'customer_not_found',
    unknown_parent: 'sale_not_found',
    approval_missing: 'approval_required',
  };
  const code = codes[issue.code] ?? 'not_permitted';
  return {
    ok: false,
    refusal: { code, ...(issue.lineNumber !== undefined && { values: { lineNumber: issue.lineNumber } }) },
  };
}
