/** Something without spaces, an @, and a domain of at least two labels. */
const PLAUSIBLE = /^[^\s@<>()[\],;:"\\]{1,64}@(?:[^\s@<>()[\],;:"\\.]{1,63}\.)+[^\s@<>()[\],;:"\\.]{2,63}$/;

/**
 * Whether the text could be an e-mail address. Only a message that arrives proves one; this finds
 * slips of the finger.
 *
 * @example isPlausibleEmail('ana@example.com') // true; 'ana@example' is false
 */
export function isPlausibleEmail(raw: string): boolean {
  const text = raw.trim();
  return text.length <= 254 && PLAUSIBLE.test(text);
}

/**
 * The form in which addresses are compared: trimmed, lower case, composed. Dots and plus tags stay,
 * since only some providers ignore them.
 *
 * @example foldEmail(' Ana@Example.COM ') // 'ana@example.com'
 */
export function foldEmail(raw: string): string {
  return raw.trim().toLowerCase().normalize('NFC');
}
