import { DatabaseError } from 'pg';
import { isCertainFailure, isConflict, isDatabaseTrouble, isRefusal } from './database-trouble';

function databaseError(code: string, severity = 'ERROR'): DatabaseError {
  return Object.assign(new DatabaseError('message', 7, 'error'), { code, severity });
}

describe('what an error says', () => {
  it.each(['22021', '22P02', '23505', '23503', '54000', '54001', '0A000', 'XX000'])(
    '%s is a refusal of the row',
    (code) => expect(isRefusal(databaseError(code))).toBe(true),
  );

  it.each([
    '40001',
    '40P01',
    '42703',
    '53100',
    '55P03',
    '57014',
    '57P01',
    '58030',
    '08006',
    'XX001',
    '25006',
  ])('%s is a fault: the same row may pass later', (code) =>
    expect(isRefusal(databaseError(code))).toBe(false),
  );

  it('only PostgreSQL refuses rows', () => {
    expect(isRefusal(Object.assign(new Error('x'), { code: '22021' }))).toBe(false);
    expect(isRefusal(null)).toBe(false);
  });

  it('a statement certainly failed only when the server said so and lives', () => {
    expect(isCertainFailure(databaseError('23503'))).toBe(true);
    expect(isCertainFailure(databaseError('57P01', 'FATAL'))).toBe(false);
    expect(isCertainFailure(new Error('Connection terminated unexpectedly'))).toBe(false);
  });

  it('deadlocks and serialization failures are conflicts', () => {
    expect(['40001', '40P01', '55P03'].map((code) => isConflict(databaseError(code)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("errors of our callers are not the database's", () => {
    expect(isDatabaseTrouble(new RangeError('index'))).toBe(false);
    expect(isDatabaseTrouble('text')).toBe(false);
    expect(isDatabaseTrouble(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))).toBe(false);
    expect(isDatabaseTrouble(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toBe(true);
    expect(isDatabaseTrouble(new Error('Connection terminated unexpectedly'))).toBe(true);
  });
});
