import { types } from 'node:util';
import { toErrorRecord } from '../errors/error-record';

const MASK = '***';
const MAX_DEPTH = 8;

/** Words that make a key a secret, alone (`db_password`, `authToken`) or as a pair (`api_key`). Not `tokens`: a count. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'pgpassword',
  'secret',
  'token',
  'apikey',
  'authorization',
  'credential',
  'credentials',
  'cookie',
]);
const SECRET_PAIRS: ReadonlySet<string> = new Set(['api key', 'private key', 'access key', 'signing key']);

/** `scheme://user:password@`, up to the last @: a password may hold an unescaped @ or /. */
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/?#"']*):[^\s"']*@/gi;
const KEY_VALUE =
  /\b(\w*(?:password|passwd|pwd|secret|token|api_?key))(\s*=\s*)('[^']*'|"[^"]*"|[^\s&,;"']+)/gi;
const AUTHORIZATION = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** Whether a value stored under this key is a secret by its name. */
export function isSecretKey(key: string): boolean {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(
    (word, index) => SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${word} ${words[index + 1] ?? ''}`),
  );
}

/** A connection URL that may be shown: the password, also one among the parameters, is masked. */
export function redactConnectionUrl(url: string): string {
  return redactText(url);
}

/** Masks passwords of URLs, `password=…` pairs, authorization headers, and the given secrets wherever they stand. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const masked = text
    .replaceAll(URL_PASSWORD, `$1:${MASK}@`)
    .replaceAll(KEY_VALUE, `$1$2${MASK}`)
    .replaceAll(AUTHORIZATION, `$1 ${MASK}`);
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, MASK)), masked);
}

/** A copy of a value that may be logged: JSON types only, secrets masked by key and by content, errors as records. */
export function redactValue(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (types.isDate(value)) return value.toJSON();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === MAX_DEPTH) return '[too deep]';
  if (types.isNativeError(value)) return redactValue(toErrorRecord(value), secrets, depth + 1);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1));
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    isSecretKey(key) && inner !== null && inner !== undefined ? MASK : redactValue(inner, secrets, depth + 1),
  ]);
  return Object.fromEntries(entries);
}
