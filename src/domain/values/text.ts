const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * Accents and optional points. The vowel signs of Indic and Thai scripts and the voicing marks of
 * kana are combining marks too, but they tell words apart as letters do, so they stay.
 */
const ACCENT =
  /(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/gu;

/** Letters that Unicode does not decompose. Final sigma is lower-cased by place, so it is evened out. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  þ: 'th',
  ð: 'd',
  ς: 'σ',
};

const SPECIAL_LETTER = /[łøßıæœđþðς]/g;

/**
 * The form in which texts are searched, compared and sorted: compatibility forms and accents
 * removed, lower case, white space collapsed and trimmed. Folding twice changes nothing.
 *
 * @example fold('  Łukasz   O’Brién ') // 'lukasz o’brien'
 */
export function fold(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return foldAscii(text);
  return text
    .normalize('NFKD')
    .replace(ACCENT, '')
    .toLowerCase()
    .replace(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Most texts of an import are ASCII; this path spares them normalisation. */
function foldAscii(text: string): string {
  const lower = text.toLowerCase().trim();
  return lower.includes('  ') ? lower.replace(/ +/g, ' ') : lower;
}

const DECIMAL_DIGIT = /^\p{Nd}$/u;

/**
 * Only the digits of the text, those of other scripts as 0 to 9.
 *
 * @example digitsOf('(020) ٧٩٤٦-12') // '020794612'
 */
export function digitsOf(text: string): string {
  return text.replace(/\P{Nd}+/gu, '').replace(/[^0-9]/gu, asciiDigit);
}

/** Decimal digits stand in Unicode in runs of ten from zero up, so the place in the run is the value. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let start = codePoint;
  while (DECIMAL_DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((codePoint - start) % 10);
}
