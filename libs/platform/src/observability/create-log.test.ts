import { CortexError } from '../errors/cortex-error';
import { createLog, resolveLogLevel } from './create-log';
import { isSecretKey, redactConnectionUrl, redactText } from './redact';

const PLANTED = 'pl4nted-s3cret';

function capture(secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLog({
    level: 'debug',
    secrets,
    destination: { write: (line: string) => lines.push(line) },
    clock: () => new Date(0),
  });
  return { log, lines };
}

describe('a log', () => {
  it('writes an event with its fields as one JSON line', () => {
    const { log, lines } = capture();
    log.child({ run: 'r1' }).info('migrate.load.chunk_committed', { chunk: 3, bytes: 10n });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        time: '1970-01-01T00:00:00.000Z',
        run: 'r1',
        chunk: 3,
        bytes: '10',
        event: 'migrate.load.chunk_committed',
      },
    ]);
  });

  it('writes an error as code, message and fields', () => {
    const { log, lines } = capture();
    log.error('migrate.failed', { error: new CortexError('LOCK_HELD', 'held', { fields: { age: 3 } }) });
    expect(JSON.parse(lines.join('')).error).toEqual({
      code: 'LOCK_HELD',
      message: 'held',
      fields: { age: 3 },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['under a secret key', { password: PLANTED }],
    ['deep below', { options: [{ nested: { dbPassword: PLANTED, api_key: PLANTED } }] }],
    ['in a connection URL', { url: `postgresql://cortex:${PLANTED}@127.0.0.1:5432/cortex` }],
    ['in the parameters of a URL', { url: `postgresql://host/db?user=u&password=${PLANTED}` }],
    ['in a keyword connection string', { dsn: `host=h password='${PLANTED}' dbname=d` }],
    [
      'in a header',
      { headers: { Authorization: `Bearer ${PLANTED}` }, line: `Authorization: Bearer ${PLANTED}` },
    ],
    ['in the message of an error', { error: new Error(`cannot reach redis://:${PLANTED}@cache:6379`) }],
    [
      'in the fields of a registered error',
      { error: new CortexError('INTERNAL', 'x', { fields: { token: PLANTED } }) },
    ],
  ])('a secret %s does not reach the output', (_, fields) => {
    const { log, lines } = capture();
    log.info('test.planted', fields);
    log.child(fields).warn('test.planted');
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(PLANTED);
  });

  it('a known secret does not reach the output wherever it stands', () => {
    const { log, lines } = capture([PLANTED]);
    log.info('test.planted', { note: `free text with ${PLANTED} in it` });
    expect(lines.join('')).not.toContain(PLANTED);
  });

  it('survives values that JSON cannot hold', () => {
    const { log, lines } = capture();
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    log.info('test.odd', {
      cycle,
      bytes: Buffer.from('abc'),
      when: new Date(0),
      call: () => 1,
      nothing: undefined,
    });
    expect(JSON.parse(lines.join(''))).toMatchObject({
      bytes: '[3 bytes]',
      when: '1970-01-01T00:00:00.000Z',
    });
  });
});

describe('resolveLogLevel', () => {
  it('is silent on a terminal unless asked for, and info without one', () => {
    expect(resolveLogLevel({ logLevel: undefined, verbose: false, isTerminal: true })).toBe('silent');
    expect(resolveLogLevel({ logLevel: undefined, verbose: true, isTerminal: true })).toBe('debug');
    expect(resolveLogLevel({ logLevel: undefined, verbose: false, isTerminal: false })).toBe('info');
    expect(resolveLogLevel({ logLevel: 'warn', verbose: true, isTerminal: true })).toBe('warn');
  });
});

describe('redaction', () => {
  it('keeps what identifies a database', () => {
    expect(redactConnectionUrl('postgresql://cortex:a@b/c@db.example:5432/cortex?sslmode=require')).toBe(
      'postgresql://cortex:***@db.example:5432/cortex?sslmode=require',
    );
  });

  it('leaves text without secrets as it is', () => {
    for (const text of ['https://example.org/a:b', 'a@b.c', 'tokens = 1200', 'see secrets.json'])
      expect(redactText(text)).toBe(text);
  });

  it('tells a secret from a count by its name', () => {
    for (const key of [
      'password',
      'PGPASSWORD',
      'db_password',
      'accessToken',
      'x-api-key',
      'apiKey',
      'clientSecret',
    ])
      expect([key, isSecretKey(key)]).toEqual([key, true]);
    for (const key of ['tokens', 'tokensUsed', 'key', 'keys', 'author', 'passed', 'secretary'])
      expect([key, isSecretKey(key)]).toEqual([key, false]);
  });
});
