import { createHmac } from 'node:crypto';

import { hasSecretTrace } from './has-secret-trace';
import { redactAssignments } from './redact-assignments';
import { secretKeyRule } from './secret-key';
import type { SecretKeyRule } from './secret-key';

/**
 * Replaces secrets by `<redacted:…>` with 16 hex digits of an HMAC. The hash is keyed by a secret of the installation:
 * a plain hash of a weak password confirms a guess. Equal secrets get equal marks, so that rows stay comparable.
 */
export interface Redactor {
  /** The text with every secret value in it replaced; the same string when there is none. Idempotent. */
  text(value: string): string;
  /** What the name of a member says of its value. */
  keyRule(key: string): SecretKeyRule | null;
  /** What stands for a whole secret. Placeholders and what is already redacted stay as they are. */
  mark(secret: string): string;
}

const MARK_START = '<redacted:';
const MARK_HEX_DIGITS = 16;

/** `***`, `[REDACTED]`, `${NAME}`, `Bearer ${NAME}` and earlier marks hold no secret; a hash would look like one. */
const PLACEHOLDER =
  /^(?:(?:bearer|basic|token) )?(?:\*+|\[?redacted\]?|<redacted(?::[0-9a-f]*)?>|\$\{[A-Za-z_]\w*\})$/i;

/** The shortest secret that a pattern below can find (`pwd=x`) is longer than this. */
const SHORTEST_SUSPECT = 8;

/** Whoever adds an alternative gives `has-secret-trace` three letters of it. */
export const SUSPECT =
  /eyJ|(?<![A-Za-z0-9])(?:(?:sk|glpat|xox[a-z])-|(?:gh[a-z]|github_pat|npm|hf|sk|rk|pk)_)|A[KS]IA|AIza|PRIVATE KEY|:\/\/[^\s/]*@|passw|passphrase|passcode|sshpass|secret|token|(?:api|access)[_-]?key|bearer|cookie|credential|authorization/i;

/**
 * Whole match is the secret, unless a group `secret` says which part of it. Every quantifier is bounded or runs over a
 * class that its neighbours do not share: no input makes these patterns slow.
 */
const PATTERNS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g,
  /(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,512}\d)[A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9])(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g,
  /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  /(?<![A-Za-z0-9])(?:AIza[\w-]{35}|npm_[A-Za-z0-9]{36}|hf_[A-Za-z0-9]{30,})/g,
  /(?<=:\/\/[^\s/:@"'<>]{0,256}:)(?<secret>[^\s/@"'<>]{1,512})(?=@)/g,
  /(?<=\bbearer\s{1,3})(?<secret>(?!authent|authoriz|credential|token)[\w.~+/=-]{8,})/gi,
  /(?<=\bsshpass\s{1,3}-p\s{0,3}['"]?)(?<secret>[^\s'"]{1,256})/g,
  /(?<=\b(?:password|passphrase|passcode)\s{1,3}(?:is|was)\s{1,3}['"`]?)(?<secret>(?=[^\s'"`]{0,64}[\d!@#$%^*])[^\s'"`]{6,256})/gi,
  /(?<=\s--?(?:password|passwd|token|secret|api-key)(?:\s{1,3}|=)['"]?)(?<secret>(?!-)[^\s'"]{1,256})/gi,
];

/** `key`: a secret of the installation; the same key gives the same marks. */
export function createRedactor(key: Buffer): Redactor {
  const mark = (secret: string): string => {
    if (secret === '' || PLACEHOLDER.test(secret)) return secret;
    const digest = createHmac('sha256', key).update(secret).digest('hex');
    return `${MARK_START}${digest.slice(0, MARK_HEX_DIGITS)}>`;
  };
  const text = (value: string): string => {
    if (value.length < SHORTEST_SUSPECT || !hasSecretTrace(value) || !SUSPECT.test(value)) return value;
    let redacted = value;
    for (const pattern of PATTERNS) redacted = redacted.replace(pattern, mark);
    return redactAssignments(redacted, mark);
  };
  return { text, keyRule: secretKeyRule, mark };
}
