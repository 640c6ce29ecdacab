/** Values that programs stumble over. */

export const oddTexts = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e400',
  '0x10',
  'true',
  '[]',
  '{}',
  "' or 1=1 --",
  '"; drop table sale; --',
  '%',
  '%00',
  '%zz',
  '%c0%af',
  '\\',
  '\u202e',
  '\uffff',
  '\u{10ffff}',
  'a'.repeat(5000),
  '__proto__',
  'constructor',
  'toString',
  '00000000-0000-0000-0000-000000000000',
  '01990000-0000-7abc-8def-0123456789AB',
  '$where',
  '*',
  '😀',
  '9007199254740993',
  '99999999999999999999',
  '2026-02-30',
  'eyJhbGciOiJub25lIn0.e30.',
];
export const oddNumbers = [-1, 0.5, 1e308, -0, 2 ** 53, Number.MAX_SAFE_INTEGER + 2, -(2 ** 63), 1e-300];

/** Something that nests so deep. */
export function nested(levels: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}
