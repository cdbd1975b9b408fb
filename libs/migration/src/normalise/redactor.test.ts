import { testRedactor } from '../test-support/test-reader-context';
import { createRedactor } from './redactor';

const MARK = /<redacted:[0-9a-f]{16}>/;
const redact = (text: string): string => testRedactor.text(text);

// Put together at run time, so that no scanner takes this file for a leak.
const secrets = {
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJl'].join('.'),
  openAi: `sk-${'a1B2'.repeat(8)}`,
  gitHub: `ghp_${'x9Y8'.repeat(9)}`,
  gitHubFine: `github_pat_${'11AAAAAAA0'.repeat(3)}`,
  gitLab: `glpat-${'Ab1_'.repeat(5)}`,
  slack: `xoxb-${'123456789012-'.repeat(2)}abc`,
  aws: `AKIA${'ABCD1234'.repeat(2)}`,
  pem: ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEow', '-----END RSA PRIVATE KEY-----'].join('\n'),
};

describe('redactor', () => {
  it.each(Object.entries(secrets))('finds a %s anywhere in a text', (_name, secret) => {
    const redacted = redact(`before ${secret} after`);
    expect(redacted).toMatch(MARK);
    expect(redacted).not.toContain(secret);
    expect(redacted).toMatch(/^before .* after$/s);
  });

  it('replaces the rest of a private key that was cut off', () => {
    expect(redact(secrets.pem.slice(0, 40))).toMatch(/^<redacted:[0-9a-f]{16}>$/);
  });

  it('replaces only the password of a URL', () => {
    expect(redact('postgres://cortex:hunter2@db:5432/x')).toMatch(
      /^postgres:\/\/cortex:<redacted:[0-9a-f]{16}>@db:5432\/x$/,
    );
    expect(redact('https://host:8080/a@b and ssh://git@host/x')).toBe(
      'https://host:8080/a@b and ssh://git@host/x',
    );
  });

  it.each([
    'log in with password: xyz',
    'the password is xyz-4711 until Friday',
    'PGPASSWORD=xyz psql',
    'password=xyz',
    'DB_PASSWD="xyz"',
    '{"password":"xyz"}',
    String.raw`{\"nested\":\"{\\\"password\\\":\\\"xyz\\\"}\"}`,
    'sshpass -p xyz ssh root@host',
    'run --password xyz now',
  ])('replaces the password in %s', (text) => {
    expect(redact(text)).toMatch(MARK);
    expect(redact(text)).not.toContain('xyz');
  });

  it.each([
    'GITHUB_TOKEN=abc123def',
    'curl -H "Authorization: Bearer abcdef123456"',
    'api_key: a1b2c3d4e5f6',
  ])('replaces the token in %s', (text) => expect(redact(text)).toMatch(MARK));

  it.each([
    'tokens_used: 4000, token_budget=8000',
    'token: 30000',
    'Token: refreshed nightly',
    'password: required',
    'the password is required, and the passphrase was forgotten',
    'task-implementation-0123456789-abcdefgh',
    'a secret: nobody knows',
    'use ${GITHUB_TOKEN} and https://example.org/a:b',
    'Bearer authentication is supported',
    'risk-based-classification-with-2-levels-of-things',
  ])('leaves %s alone', (text) => expect(redact(text)).toBe(text));

  it('does nothing to a text that it has already redacted', () => {
    const once = redact(`password: xyz and ${secrets.jwt} and https://a:b@c`);
    expect(redact(once)).toBe(once);
  });

  it('marks equal secrets alike and keys the mark by the installation', () => {
    const other = createRedactor(Buffer.from('another installation'));
    expect(testRedactor.mark('hunter2')).toBe(testRedactor.mark('hunter2'));
    expect(testRedactor.mark('hunter2')).not.toBe(other.mark('hunter2'));
    expect(testRedactor.mark('hunter2')).toMatch(/^<redacted:[0-9a-f]{16}>$/);
  });

  it.each([
    '',
    '***',
    '[REDACTED]',
    '${SLACK_BOT_TOKEN}',
    'Bearer ${SLACK_BOT_TOKEN}',
    '<redacted:0123456789abcdef>',
  ])('keeps the placeholder "%s"', (text) => expect(testRedactor.mark(text)).toBe(text));

  it.each([
    'a:'.repeat(50_000),
    '://'.repeat(40_000),
    'eyJ'.repeat(40_000),
    `password${'\\'.repeat(100_000)}`,
    'token '.repeat(30_000),
    `sk-${'a'.repeat(100_000)}`,
    '-----BEGIN PRIVATE KEY-----'.repeat(3_000),
  ])('stays quick on hostile text %#', (text) => {
    const began = process.hrtime.bigint();
    redact(text);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(2_000);
  });
});
