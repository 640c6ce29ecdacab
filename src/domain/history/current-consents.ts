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
 * Of all answers those that no other one has taken the place of, and of these the most restrictive. Of two of which one was recorded
 * by somebody who knew the other, the one that the customer gave later holds: what is entered late lifts nothing newer.
 *
 * @param consents of the whole group
 * @example currentConsents([given, refusedWhoSawGiven]).get('sms')?.state  // 'refused'
 */
export function currentConsents(consents: readonly Consent[]): CurrentConsents {
  const current = new Map<ConsentPurpose, Consent>();
  for (const one of standing(consents)) {
    const other = current.get(one.purpose);
    if (!other || holdsOver(one, other)) current.set(one.purpose, one);
  }
  return current;
}

/** The answers that no other one has taken the place of. */
function standing(consents: readonly Consent[]): Consent[] {
  const byId = new Map(consents.map((one) => [one.id, one]));
  const past = new Set<string>();
  for (const one of consents) {
    for (const id of one.replaces ?? []) {
      const known = byId.get(id);
      if (!known || known === one || known.purpose !== one.purpose) continue;
      past.add(known.at <= one.at ? known.id : one.id);
    }
  }
  return consents.filter(({ id }) => !past.has(id));
}

function holdsOver(one: Consent, other: Consent): boolean {
  const stricter = strictness[one.state] - strictness[other.state];
  return (stricter || one.at - other.at || (one.id > other.id ? 1 : -1)) > 0;
}

/** The answers that whoever records the next one of a purpose knows of. */
export function knownAnswers(consents: readonly Consent[], purpose: ConsentPurpose): string[] {
  return standing(consents.filter((one) => one.purpose === purpose)).map(({ id }) => id);
}

/** When an answer was given that is given now: after all that are known, even where a clock that ran ahead wrote them. */
export function answeredNow(
  consents: readonly Pick<Consent, 'purpose' | 'at'>[],
  purpose: ConsentPurpose,
  now: number,
): number {
  return Math.max(now, ...consents.filter((one) => one.purpose === purpose).map(({ at }) => at));
}

/** The state of every purpose. */
export function consentStatesOf(current: CurrentConsents): Record<ConsentPurpose, ConsentState> {
  const states = consentPurposes.map((purpose) => [purpose, current.get(purpose)?.state ?? 'not_asked']);
  return Object.fromEntries(states) as Record<ConsentPurpose, ConsentState>;
}
