/** What is known of all customers of the shop: what many share tells little of two. */
export interface Crowd {
  readonly customers: number;
  /** How many of them bear a word in their names. */
  bearersOf(word: string): number;
  /** How many have a phone number, by its tail, or an e-mail address. */
  holdersOf(contact: string): number;
}

/** Names are judged as in a shop of so many customers more: in a small one every name is the only one. */
const townsfolk = 500;

/** What it tells, in bits, that two bear this word. */
export function rarityOf(word: string, crowd: Crowd): number {
  return Math.log2((crowd.customers + townsfolk) / (crowd.bearersOf(word) + 1));
}
