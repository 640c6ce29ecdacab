/**
 * Who may do what, in one table for device and server (rules A1, A3, REQ-P4): which roles, and how far the person must be known.
 *
 * The device asks it before a person begins, so that nobody fills in a form in vain; only the server's answer counts.
 */
import type { Strength } from '../model/records.ts';
import type { Role, Staff } from '../model/shop.ts';
import type { MutationName } from '../mutations/registry.ts';

/** What must hold for something to be done. */
export interface Need {
  readonly roles: readonly Role[];
  readonly strength: Strength;
  /** Concerns the whole shop: not for people whose rights end at a place. */
  readonly everywhere?: true;
  /** An API key that holds the scope counts as a person who is verified. */
  readonly byKeys?: true;
}

const everybody: readonly Role[] = ['cashier', 'manager', 'auditor', 'admin', 'owner'];
const sellers: readonly Role[] = ['cashier', 'manager', 'admin', 'owner'];
const managers: readonly Role[] = ['manager', 'admin', 'owner'];
const administrators: readonly Role[] = ['admin', 'owner'];
const overseers: readonly Role[] = ['manager', 'auditor', 'admin', 'owner'];
const auditors: readonly Role[] = ['auditor', 'admin', 'owner'];

const asserted = (roles: readonly Role[]): Need => ({ roles, strength: 'asserted' });
const verified = (roles: readonly Role[]): Need => ({ roles, strength: 'verified' });
const everywhere = (need: Need): Need => ({ ...need, everywhere: true });

/** Erasing a person ends what no one can bring back (rule A1). */
const erasing: Need = { ...verified(managers), byKeys: true };

/** Giving out all that is held about a person: it goes beyond places, so it is not for people whose rights end at one. */
const givingOut: Need = everywhere(asserted(overseers));

/** Mutations. `null`: no person is asked for; opening a shop makes its first one, a wrong PIN belongs to nobody, a device reports by itself. */
export const mutationNeeds: Readonly<Record<MutationName, Need | null>> = {
  openShop: null,
  editSettings: everywhere(verified(administrators)),
  saveLocation: everywhere(verified(administrators)),
  saveTaxRate: everywhere(verified(administrators)),
  saveRates: everywhere(verified(administrators)),
  saveStaff: verified(administrators),
  deactivateStaff: verified(administrators),
  reactivateStaff: verified(administrators),
  editDevice: verified(managers),
  setDeviceScope: everywhere(verified(administrators)),
  revokeDevice: verified(managers),
  saveCategory: asserted(managers),
  createProduct: asserted(managers),
  editProduct: asserted(managers),
  createCustomer: asserted(sellers),
  editCustomer: asserted(sellers),
  mergeCustomers: asserted(sellers),
  unmergeCustomers: asserted(sellers),
  eraseCustomer: erasing,
  reportErasure: null,
  dismissDuplicate: asserted(sellers),
  restoreDuplicate: asserted(sellers),
  saveView: asserted(sellers),
  removeView: asserted(sellers),
  saveNote: asserted(sellers),
  removeNote: asserted(sellers),
  saveAddress: asserted(sellers),
  removeAddress: asserted(sellers),
  savePaymentMethod: asserted(sellers),
  removePaymentMethod: asserted(sellers),
  savePreference: asserted(sellers),
  recordConsent: asserted(sellers),
  recordCommunication: asserted(sellers),
  recordSale: asserted(sellers),
  recordReturn: asserted(sellers),
  recordPrint: asserted(sellers),
  linkSale: asserted(sellers),
  takeBackLink: asserted(sellers),
  recordApproval: asserted(managers),
  recordPinEvent: null,
  recordExport: asserted(managers),
  recordBulkExport: everywhere(verified(managers)),
  recordPersonExport: givingOut,
  importBatch: asserted(managers),
  importCustomers: asserted(managers),
  undoImport: everywhere(verified(managers)),
  discardAttention: asserted(sellers),
  handOverAttention: asserted(sellers),
  reopenAttention: asserted(sellers),
  rerunQuarantined: asserted(managers),
};

/** Deciding about changes that others have handed over. */
export const decidingForOthers: Need = asserted(managers);

/** Giving up what has happened in the world (rule A1). */
export const discardingFacts: Need = verified(administrators);

/** What routes of the server ask for. API keys hold some of them; people hold those of their role. */
export const scopeNeeds = {
  'customers:read': asserted(everybody),
  'customers:write': asserted(sellers),
  'customers:erase': erasing,
  'customers:export': givingOut,
  'sales:read': asserted(everybody),
  'sales:write': asserted(sellers),
  'catalogue:read': asserted(everybody),
  'catalogue:write': asserted(managers),
  'reports:read': asserted(overseers),
  'settings:read': asserted(everybody),
  'settings:write': everywhere(verified(administrators)),
  'staff:read': asserted(overseers),
  'staff:write': verified(administrators),
  'devices:read': asserted(overseers),
  'devices:write': verified(managers),
  'keys:read': everywhere(verified(auditors)),
  'keys:write': everywhere(verified(administrators)),
  'recovery:end': everywhere(verified(managers)),
  'audit:read': everywhere(asserted(overseers)),
} as const satisfies Readonly<Record<string, Need>>;

export type Scope = keyof typeof scopeNeeds;

export const scopes: readonly Scope[] = Object.keys(scopeNeeds) as Scope[];

/** What an API key may do: of what asks for a person's own password only what is said to be for keys (rule A1). */
export const keyScopes = [
  'customers:read',
  'customers:write',
  'customers:erase',
  'customers:export',
  'sales:read',
  'sales:write',
  'catalogue:read',
  'catalogue:write',
  'reports:read',
  'settings:read',
  'staff:read',
  'devices:read',
  'audit:read',
] as const satisfies readonly Scope[];
export type KeyScope = (typeof keyScopes)[number];

/** Whether a text names something that an API key may do. */
export function isKeyScope(text: string): text is KeyScope {
  return (keyScopes as readonly string[]).includes(text);
}

/** Who wants to do something: a row of staff, or a part of one. */
export type Person = Pick<Staff, 'role' | 'active' | 'locationIds'>;

/** Who asks the server from a device on which nobody signed in: as much as anyone at the counter. */
export const anyone: Person = { role: 'cashier', active: true, locationIds: null };

/** `verification_required`: the person may, after signing in with the own password. */
export type Standing = 'allowed' | 'not_permitted' | 'verification_required';

/**
 * Whether a person may do something at a place.
 *
 * @param person undefined where nobody is known to ask
 * @param locationId where it is done; null where that does not matter
 * @example standingOf(mutationNeeds.revokeDevice, cashier, 'asserted', null) // 'not_permitted'
 */
export function standingOf(
  need: Need | null,
  person: Person | undefined,
  strength: Strength,
  locationId: string | null,
): Standing {
  if (need === null) return 'allowed';
  if (!person?.active || !need.roles.includes(person.role)) return 'not_permitted';
  if (need.everywhere && person.locationIds !== null) return 'not_permitted';
  if (!worksAt(person, locationId)) return 'not_permitted';
  return need.strength === 'verified' && strength === 'asserted' ? 'verification_required' : 'allowed';
}

/** Whether the person's rights reach to a place. */
export function worksAt({ locationIds }: Pick<Person, 'locationIds'>, locationId: string | null): boolean {
  return locationIds === null || locationId === null || locationIds.includes(locationId);
}
