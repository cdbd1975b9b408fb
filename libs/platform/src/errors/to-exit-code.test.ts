import { CortexError } from './cortex-error';
import { toExitCode } from './to-exit-code';
import { toHttpStatus } from './to-http-status';
import { fromErrorRecord, toErrorRecord } from './error-record';

describe('exit codes and HTTP statuses', () => {
  it('a database failure found before anything began refuses with 4', () => {
    const error = new CortexError('DATABASE_UNREACHABLE', 'down', { fields: { phase: 'before' } });
    expect(toExitCode(error)).toBe(4);
  });

  it('a database failure under way, or without a phase, fails with 1', () => {
    expect(toExitCode(new CortexError('DATABASE_LOST', 'gone', { fields: { phase: 'during' } }))).toBe(1);
    expect(toExitCode(new CortexError('DATABASE_LOST', 'gone'))).toBe(1);
  });

  it('usage is 2, a refusal is 4, an interruption is 130, a defect is 1', () => {
    expect(toExitCode(new CortexError('CLI_USAGE', 'x'))).toBe(2);
    expect(toExitCode(new CortexError('LOCK_HELD', 'x'))).toBe(4);
    expect(toExitCode(new CortexError('RUN_INTERRUPTED', 'x'))).toBe(130);
    expect(toExitCode(new TypeError('x'))).toBe(1);
  });

  it('an unregistered error answers 500 over HTTP', () => {
    expect(toHttpStatus(new CortexError('RUN_NOT_FOUND', 'x'))).toBe(404);
    expect(toHttpStatus('thrown string')).toBe(500);
  });

  it('an error survives the way through a worker thread as data', () => {
    const error = new CortexError('FENCED_OUT', 'run 7 took over', { fields: { run: '7' }, cause: 'x' });
    const revived = fromErrorRecord(structuredClone(toErrorRecord(error)));
    expect(revived).toMatchObject({ code: 'FENCED_OUT', message: 'run 7 took over', fields: { run: '7' } });
    expect(toErrorRecord(new Error('boom'))).toEqual({ code: 'INTERNAL', message: 'boom', fields: {} });
  });
});
