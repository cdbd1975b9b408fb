import { refuseEncoding, refuseServerVersion } from './check-server-version';

describe('the version of the server', () => {
  it('may be 15 or newer', () => {
    expect(refuseServerVersion({ number: 150_000, name: '15.0' })).toBeNull();
    expect(refuseServerVersion({ number: 180_001, name: '18.1' })).toBeNull();
  });

  it('may not be older, and the refusal names it', () => {
    expect(refuseServerVersion({ number: 140_020, name: '14.20' })).toMatchObject({
      code: 'DATABASE_VERSION_UNSUPPORTED',
      message: expect.stringContaining('PostgreSQL 14.20'),
    });
  });
});

describe('the encoding of the database', () => {
  it('has to be UTF8, and the refusal names the one that it is', () => {
    expect(refuseEncoding('UTF8')).toBeNull();
    expect(refuseEncoding('SQL_ASCII')).toMatchObject({
      code: 'DATABASE_ENCODING_UNSUPPORTED',
      message: expect.stringContaining('the encoding SQL_ASCII'),
    });
  });
});
