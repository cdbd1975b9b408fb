import { CortexError } from './cortex-error';
import { readDatabaseAddress } from './database-address';
import { fromPostgresError } from './from-postgres-error';
import { toExitCode } from './to-exit-code';

const PASSWORD = 'hunter2-planted';
const address = readDatabaseAddress(`postgresql://loader:${PASSWORD}@db.example:6432/cortex?sslmode=require`);

function fail(code: string, message = 'x', more: object = {}) {
  return Object.assign(new Error(message), { code, ...more });
}

describe('fromPostgresError', () => {
  it.each([
    ['ECONNREFUSED', 'DATABASE_UNREACHABLE'],
    ['ENOTFOUND', 'DATABASE_UNREACHABLE'],
    ['ETIMEDOUT', 'DATABASE_UNREACHABLE'],
    ['57P03', 'DATABASE_UNREACHABLE'],
    ['28P01', 'DATABASE_AUTH_FAILED'],
    ['28000', 'DATABASE_AUTH_FAILED'],
    ['3D000', 'DATABASE_MISSING'],
    ['42501', 'DATABASE_NO_RIGHTS'],
    ['25006', 'DATABASE_READ_ONLY'],
    ['53100', 'DATABASE_DISK_FULL'],
    ['53300', 'DATABASE_TOO_MANY_CONNECTIONS'],
    ['57P01', 'DATABASE_LOST'],
    ['ECONNRESET', 'DATABASE_LOST'],
    ['08006', 'DATABASE_LOST'],
    ['08001', 'DATABASE_UNREACHABLE'],
    ['55P03', 'DATABASE_TIMEOUT'],
    ['40P01', 'DATABASE_CONFLICT'],
    ['42P01', 'DATABASE_FAILED'],
  ])('%s is %s', (code, expected) => {
    expect(fromPostgresError(fail(code), 'before', address).code).toBe(expected);
  });

  it.each([
    ['timeout expired', 'DATABASE_UNREACHABLE'],
    ['Connection terminated unexpectedly', 'DATABASE_LOST'],
    ['Client has encountered a connection error and is not queryable', 'DATABASE_LOST'],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'DATABASE_AUTH_FAILED'],
    ['The server does not support SSL connections', 'DATABASE_TLS_FAILED'],
    ['could not extend file "base/1/2": No space left on device', 'DATABASE_DISK_FULL'],
  ])('the driver saying "%s" is %s', (message, expected) => {
    expect(fromPostgresError(new Error(message), 'during').code).toBe(expected);
  });

  it('names host, port, user and the option to change, and never the password', () => {
    const error = fromPostgresError(fail('28P01', `no ${PASSWORD}`), 'before', address);
    expect(error.message).toBe(
      'PostgreSQL at db.example:6432 does not let user "loader" in (wrong password). Correct user and password in --database-url (CORTEX_DATABASE_URL).',
    );
    expect(JSON.stringify(error.fields)).not.toContain(PASSWORD);
    expect(error.fields).toMatchObject({
      host: 'db.example',
      port: 6432,
      database: 'cortex',
      user: 'loader',
    });
  });

  it('the phase decides between refused and failed', () => {
    expect(toExitCode(fromPostgresError(fail('53100'), 'before'))).toBe(4);
    expect(toExitCode(fromPostgresError(fail('53100'), 'during'))).toBe(1);
  });

  it('finds the reason below a wrapper: an aggregate of attempts, or an adapter error', () => {
    const attempts = new AggregateError([fail('ECONNREFUSED')], '');
    expect(fromPostgresError(attempts, 'before').code).toBe('DATABASE_UNREACHABLE');
    const wrapped = new Error('adapter', { cause: { kind: 'postgres', originalCode: '53100' } });
    expect(fromPostgresError(wrapped, 'during').code).toBe('DATABASE_DISK_FULL');
  });

  it('leaves the value of a record out of message and fields', () => {
    const failure = fail('23505', 'duplicate key (id)=(secret-value)', {
      detail: 'Key (id)=(secret-value)',
      table: 'tasks',
      constraint: 'tasks_pkey',
    });
    const error = fromPostgresError(failure, 'during', address);
    expect(error.message).toContain('SQLSTATE 23505, constraint tasks_pkey');
    expect(error.message + JSON.stringify(error.fields)).not.toContain('secret-value');
    expect(error.fields).toMatchObject({ table: 'tasks' });
  });

  it('passes a registered error through', () => {
    const error = new CortexError('LOCK_HELD', 'held');
    expect(fromPostgresError(error, 'before')).toBe(error);
  });
});

describe('readDatabaseAddress', () => {
  it('reads a socket URL and fills in port and database', () => {
    expect(readDatabaseAddress('postgres://u:p@/?host=/run/postgresql')).toEqual({
      host: '/run/postgresql',
      port: 5432,
      database: 'u',
      user: 'u',
    });
  });

  it('refuses a password with an unescaped slash instead of printing a part of it', () => {
    expect(() => readDatabaseAddress('postgresql://u:12/secret@host/db')).toThrow('percent-encoded');
  });

  it('refuses another scheme without repeating the text', () => {
    const text = `mysql://u:${PASSWORD}@h/d`;
    expect(() => readDatabaseAddress(text)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(() => readDatabaseAddress(text)).not.toThrow(PASSWORD);
  });
});
