/**
 * How likely two records are one person, and why. Evidence is counted in bits: each doubles or halves the odds. What many
 * share tells little: two people called Smith in a shop of ten thousand say nothing, two called Featherstonehaugh a lot.
 */
import { type ContactReason, compareEmails, comparePhones } from './contacts.ts';
import type { Crowd } from './crowd.ts';
import { type NameEvidence, nameEvidence, wholeName } from './name-evidence.ts';
import type { Traits } from './traits.ts';

export interface Reason {
  readonly code: ContactReason | NameEvidence['code'];
  /** In bits; negative where it speaks against. */
  readonly weight: number;
  /** Of a misspelt name: how many letters differ. */
  readonly letters?: number;
}

export interface Likeness {
  /** From 0, two people, to 1, one person. */
  readonly score: number;
  /** What speaks for it first. */
  readonly reasons: readonly Reason[];
}

/** From this score on two customers are shown as likely duplicates. */
export const likelyFrom = 0.6;

/** From this score on a person is asked before a customer is saved; whoever has the customer in front decides at a glance. */
export const askFrom = 0.25;

/** Of two customers taken at random, as few are one person as of so many, beside the size of the shop. */
const rarelyOneBits = 5.5;

/** Beyond making it as likely as not: a household shares a phone, an e-mail address less often. */
const samePhoneBits = 0;
const sameEmailBits = 2;
const secondContactBits = 3;
/** A slip, or the next number of the same office. */
const similarPhoneBits = -5;
const similarEmailBits = { telling: 9, other: 3 };
const otherPhoneBits = -2;
const otherEmailBits = -1;
/** Who has kept the e-mail address may have a new number. */
const newPhoneBits = -1;

/**
 * Compares two records; undefined where they are less alike than `least`. The order of the two, and of the words in their names, does
 * not matter.
 *
 * @example likenessOf(traitsOf(['Amina Otieno'], ['+254712345018'], []), traitsOf(['Otieno A.'], ['0712345018'], []), crowd, 0.6)
 */
export function likenessOf(a: Traits, b: Traits, crowd: Crowd, least: number): Likeness | undefined {
  const start = -(Math.log2(crowd.customers + 1) + rarelyOneBits);
  const contacts = contactReasons(a, b, crowd, -start);
  const known = contacts.reduce((sum, { weight }) => sum + weight, start);
  // Most of those who are compared share a name that many have, and nothing else.
  if (scoreOf(known + Math.min(mostNamesSay(a, crowd), mostNamesSay(b, crowd))) < least) return undefined;
  const isShared = contacts.some(({ code }) => code === 'same_phone' || code === 'same_email');
  const name = bestName(a, b, crowd, isShared);
  const score = scoreOf(known + (name?.weight ?? 0));
  if (score < least) return undefined;
  const reasons: Reason[] = name ? [...contacts, name] : contacts;
  return { score, reasons: reasons.sort((one, two) => two.weight - one.weight) };
}

function scoreOf(bits: number): number {
  return Math.round(1000 / (1 + 2 ** -bits)) / 1000;
}

function mostNamesSay({ names }: Traits, crowd: Crowd): number {
  return Math.max(0, ...names.map((words) => wholeName(words, crowd, false)));
}

/** Of several names, as merged customers have them, the two that agree best count. */
function bestName(a: Traits, b: Traits, crowd: Crowd, isShared: boolean): NameEvidence | undefined {
  const all = a.names.flatMap((one) => b.names.map((two) => nameEvidence(one, two, crowd, isShared)));
  return all.sort((one, two) => two.weight - one.weight)[0];
}

/** @param evenBits what makes it as likely as not that two customers are one */
function contactReasons(a: Traits, b: Traits, crowd: Crowd, evenBits: number): Reason[] {
  const phone = comparePhones(a.phones, b.phones);
  const email = compareEmails(a.emails, b.emails);
  const shared = (contact: string) => evenBits - Math.log2(Math.max(1, crowd.holdersOf(contact) - 1));
  const reasons: Reason[] = [];
  if (phone?.code === 'same_phone') {
    reasons.push({ code: phone.code, weight: shared(phone.contact) + samePhoneBits });
  } else if (phone?.code === 'similar_phone') {
    reasons.push({ code: phone.code, weight: evenBits + similarPhoneBits });
  } else if (phone) {
    reasons.push({
      code: phone.code,
      weight: email?.code === 'same_email' ? newPhoneBits : otherPhoneBits,
    });
  }
  if (email?.code === 'same_email') {
    const alone = () => shared(email.contact) + sameEmailBits;
    reasons.push({
      code: email.code,
      weight: phone?.code === 'same_phone' ? secondContactBits : alone(),
    });
  } else if (email?.code === 'similar_email') {
    const { telling, other } = similarEmailBits;
    reasons.push({ code: email.code, weight: email.isTelling ? telling : other });
  } else if (email) {
    reasons.push({ code: email.code, weight: otherEmailBits });
  }
  return reasons;
}
