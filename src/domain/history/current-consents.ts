/** What a customer, or a merged group, consents to now (rules M4, M5). */
import {
  type Consent,
  type ConsentPurpose,
  type ConsentState,
  consentPurposes,
} from '../model/customer-rows.ts';

/** The answer that holds for each purpose; a purpose nobody was asked about is not in it. */
export type CurrentConsents = ReadonlyMap<ConsentPurpose, Consent>;

/** Where two answers did not see each other, the one that allows less holds. */
const strictness: Readonly<Record<ConsentState, number>> = {
  not_asked: 0,
  given: 1,
  withdrawn: 2,
  refused: 2,
};

/**
 * Of all answers those that no other one has taken the place of, and of these the most restrictive.
 *
 * @param consents of the whole group
 * @example currentConsents([given, refusedWhoSawGiven]).get('sms')?.state  // 'refused'
 */
export function currentConsents(consents: readonly Consent[]): CurrentConsents {
  const replaced = new Set(consents.flatMap(({ replaces = [] }) => replaces));
  const current = new Map<ConsentPurpose, Consent>();
  for (const one of consents) {
    if (replaced.has(one.id)) continue;
    const other = current.get(one.purpose);
    if (!other || holdsOver(one, other)) current.set(one.purpose, one);
  }
  return current;
}

function holdsOver(one: Consent, other: Consent): boolean {
  const stricter = strictness[one.state] - strictness[other.state];
  return (stricter || one.at - other.at || (one.id > other.id ? 1 : -1)) > 0;
}

/** The answers of a purpose that the next one takes the place of: all that whoever records it can see. */
export function answersReplaced(consents: readonly Consent[], purpose: ConsentPurpose): string[] {
  const replaced = new Set(consents.flatMap(({ replaces = [] }) => replaces));
  return consents.filter((one) => one.purpose === purpose && !replaced.has(one.id)).map(({ id }) => id);
}

/** The state of every purpose. */
export function consentStatesOf(current: CurrentConsents): Record<ConsentPurpose, ConsentState> {
  const states = consentPurposes.map((purpose) => [purpose, current.get(purpose)?.state ?? 'not_asked']);
  return Object.fromEntries(states) as Record<ConsentPurpose, ConsentState>;
}
