/** How the value under a member name is treated: `always` (text and numbers) or `text` (a number is a count). */
export type SecretKeyRule = 'always' | 'text';

const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'passwords',
  'secret',
  'token',
  'apikey',
  'privatekey',
  'authorization',
  'bearer',
  'cookie',
  'credential',
  'jwt',
]);

/** `secrets: 3` is the result of a scan; `secrets: ["…"]` is not. */
const SECRET_PLURALS = new Set(['secrets', 'credentials', 'cookies', 'apikeys']);

const KEYS_OF = new Set(['api', 'private', 'access', 'secret', 'signing', 'encryption', 'ssh', 'deploy']);
const TOKENS_OF = new Set(['api', 'access', 'refresh', 'auth', 'session', 'bearer', 'oauth', 'bot']);

/** `db_pass` is a password, `first_pass` a turn, `pass` a verdict. */
const PASSES_OF = new Set([
  ...['db', 'database', 'user', 'admin', 'root', 'smtp', 'mail', 'email', 'redis', 'postgres', 'pg', 'mysql'],
  ...['ssh', 'ftp', 'sftp', 'login', 'proxy', 'ldap', 'vnc', 'sudo', 'api'],
]);

/** `max_token`, `cost_per_token`: the token that language models count. */
const COUNTED_TOKEN = new Set([
  'max',
  'min',
  'per',
  'avg',
  'average',
  'total',
  'next',
  'page',
  'stop',
  'count',
]);

/** What may stand after the secret word without making it harmless: a hash of a weak password confirms a guess. */
const WRAPPERS = new Set(['hash', 'value', 'plain', 'plaintext', 'raw', 'base64']);

/** Names come from documents: the memory of decisions is bounded. */
const MEMORY_LIMIT = 10_000;
const MAX_KEY_LENGTH = 128;
const memory = new Map<string, SecretKeyRule | null>();

/** Decides by the name of a member whether its value is a secret; `tokens_used` and its family are not. */
export function secretKeyRule(key: string): SecretKeyRule | null {
  if (key.length > MAX_KEY_LENGTH) return null;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const rule = decide(wordsOf(key));
  if (memory.size >= MEMORY_LIMIT) memory.clear();
  memory.set(key, rule);
  return rule;
}

function wordsOf(key: string): string[] {
  const split = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z])([A-Z][a-z])/g, '$1_$2');
  return split
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function decide(words: readonly string[]): SecretKeyRule | null {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (WRAPPERS.has(last) && words.length > 1) return decide(words.slice(0, -1));
  if (last === 'token') return COUNTED_TOKEN.has(before) ? null : 'always';
  if (SECRET_WORDS.has(last)) return 'always';
  if (last === 'pass') return PASSES_OF.has(before) ? 'always' : null;
  if (last === 'pwd') return before === '' ? null : 'always';
  if (last === 'key') return KEYS_OF.has(before) ? 'always' : null;
  if (SECRET_PLURALS.has(last)) return 'text';
  if (last === 'keys') return KEYS_OF.has(before) ? 'text' : null;
  if (last === 'tokens') return TOKENS_OF.has(before) ? 'text' : null;
  return null;
}
