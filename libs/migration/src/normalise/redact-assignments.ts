/**
 * `password: xyz`, `API_TOKEN=xyz`, `\"secret\": \"xyz\"`: names with a secret behind them, in prose, in shell lines
 * and in JSON inside a string (whatever its depth of escaping).
 */
const ASSIGNMENT =
  /(?<name>passw(?:or)?d|passphrase|passcode|secret(?:[_-]?(?:access[_-]?)?key)?|token|(?:api|access|private)[_-]?key|credentials?|authorization|cookie)(?<sign>(?:[_-](?:hash|value))?\\{0,8}["'`]?\s{0,3}(?:=>|[:=])\s{0,3}(?:(?:bearer|basic|token)\s{1,3})?)(?:(?<open>\\{0,8}["'`])(?<quoted>[^"'`\\\r\n]{1,2048})|(?<bare>[^\s"'`,;&)}\]\\<>]{1,512}))/gi;

/** Words that follow `password:` in prose about passwords. */
const HARMLESS =
  /^(?:true|false|null|none|nil|undefined|yes|no|required|optional|missing|invalid|incorrect|expired|empty|string|the|a|an|is|in|on|of|to|or|and|not|must|see|for|from|use|set|with|stored|hashed|encrypted|protected|rotation|rotated|rotate|reset|change|changed|policy|field|redacted|\*+|\$\{?\w+\}?|<.*>)[.,;:!?]?$/i;

/** Shorter runs of letters after `token: ` are words, not tokens. */
const LONGEST_WORD = 16;

export function redactAssignments(text: string, mark: (secret: string) => string): string {
  return text.replace(ASSIGNMENT, (whole: string, ...rest: unknown[]) => {
    const parts = partsOf(rest.at(-1));
    const secret = parts.quoted === '' ? parts.bare : parts.quoted;
    if (!isSecret(parts, secret)) return whole;
    return `${whole.slice(0, whole.length - secret.length)}${mark(secret)}`;
  });
}

interface Parts {
  readonly name: string;
  readonly sign: string;
  readonly quoted: string;
  readonly bare: string;
}

function partsOf(groups: unknown): Parts {
  const part = (name: string): string => {
    const value: unknown =
      typeof groups === 'object' && groups !== null ? Reflect.get(groups, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: part('name'), sign: part('sign'), quoted: part('quoted'), bare: part('bare') };
}

function isSecret({ name, sign, quoted, bare }: Parts, secret: string): boolean {
  if (HARMLESS.test(secret)) return false;
  if (/^passw/i.test(name)) return true;
  if (/^\d{1,9}$/.test(secret)) return false;
  if (quoted !== '') return true;
  const inProse = /[:]\s/.test(sign) || /\s=/.test(sign);
  return !(inProse && /^[A-Za-z-]+[.!?]?$/.test(bare) && bare.length < LONGEST_WORD);
}
