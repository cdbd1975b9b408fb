import type { Random } from './random';

const WORDS: readonly [string, ...string[]] = [
  ...([
    'gateway',
    'ledger',
    'catalogue',
    'dashboard',
    'queue',
    'router',
    'worker',
    'pipeline',
    'index',
  ] as const),
  ...([
    'audit',
    'budget',
    'policy',
    'metrics',
    'trace',
    'backup',
    'schema',
    'prompt',
    'handoff',
    'cache',
  ] as const),
  ...(['add', 'fix', 'measure', 'document', 'review', 'rotate', 'migrate', 'validate', 'monitor'] as const),
  ...([
    'for',
    'with',
    'after',
    'before',
    'during',
    'nightly',
    'weekly',
    'missing',
    'slow',
    'broken',
  ] as const),
];

/** Words in a row, of about this many characters. */
export function writeText(random: Random, characters: number): string {
  let text = '';
  while (text.length < characters) text += `${text === '' ? '' : ' '}${random.pick(WORDS)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `add-slow-gateway`. */
export function writeSlug(random: Random): string {
  return [random.pick(WORDS), random.pick(WORDS), random.pick(WORDS)].join('-');
}

/** Hexadecimal digits in capitals, as `uuidgen | cut` leaves them. */
export function writeHex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.below(16).toString(16).toUpperCase()).join('');
}
