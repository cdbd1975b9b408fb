/** Ranges of PostgreSQL's types; numbers never pass through a JavaScript number on their way there. */
const INT4 = { lowest: -(2n ** 31n), highest: 2n ** 31n - 1n };
const INT8 = { lowest: -(2n ** 63n), highest: 2n ** 63n - 1n };

/** numeric: digits before and after the point (PostgreSQL 16, "Numeric Types"); jsonb stores numbers as numeric. */
const NUMERIC_DIGITS_BEFORE = 131_072;
const NUMERIC_DIGITS_AFTER = 16_383;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** No spelling this short without an exponent can leave the range of numeric. */
const PLAIN_AND_SHORT = /^[+-]?\d{1,300}(?:\.\d{1,300})?$/;

/** More digits than any int8 has: the rest of the work is not worth doing. */
const LONGEST_WHOLE = 400;

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: number;
}

function partsOf(text: string): Parts | null {
  const match = NUMBER.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  return { negative: sign === '-', whole, fraction, exponent: Number(exponent) };
}

/** A JSON number, or the loose spellings of numeric strings (`.9000`, `+5`). */
export function isNumeric(text: string): boolean {
  return partsOf(text) !== null;
}

/** Whether numeric, and so jsonb, can hold a number of this spelling. */
export function fitsNumeric(text: string): boolean {
  if (PLAIN_AND_SHORT.test(text)) return true;
  const parts = partsOf(text);
  if (parts === null) return false;
  const digits = (parts.whole + parts.fraction).replace(/^0+/, '');
  const before = digits === '' ? 0 : digits.length - parts.fraction.length + parts.exponent;
  const after = parts.fraction.length - parts.exponent;
  return before <= NUMERIC_DIGITS_BEFORE && after <= NUMERIC_DIGITS_AFTER;
}

export type WholeNumber = { readonly spelling: string } | 'not-a-number' | 'out-of-range';

/** int4 out of a number's or numeric string's spelling; a fraction is not rounded, it is out of range. */
export function parseInt4(text: string): WholeNumber {
  return parseWhole(text, INT4);
}

export function parseInt8(text: string): WholeNumber {
  return parseWhole(text, INT8);
}

function parseWhole(text: string, range: typeof INT8): WholeNumber {
  const parts = partsOf(text);
  if (parts === null) return 'not-a-number';
  const digits = wholeDigits(parts);
  if (digits === null) return 'out-of-range';
  const value = BigInt(parts.negative ? `-${digits}` : digits);
  if (value < range.lowest || value > range.highest) return 'out-of-range';
  return { spelling: value.toString() };
}

function wholeDigits({ whole, fraction, exponent }: Parts): string | null {
  const digits = whole + fraction;
  if (/^0*$/.test(digits)) return '0';
  const point = whole.length + exponent;
  if (digits.length > LONGEST_WHOLE || point > LONGEST_WHOLE || point <= 0) return null;
  if (/[1-9]/.test(digits.slice(point))) return null;
  return digits.slice(0, point).padEnd(point, '0');
}
