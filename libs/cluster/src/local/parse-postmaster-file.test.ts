import { parsePostmasterFile } from './parse-postmaster-file';

const LINES = [
  '4711',
  '/data/postgres',
  '1790000000',
  '54321',
  '',
  '127.0.0.1',
  '  5246098  7',
  'ready   ',
  '',
];

describe('parsePostmasterFile', () => {
  it('reads process id, port and status', () => {
    expect(parsePostmasterFile(LINES.join('\n'))).toEqual({ pid: 4711, port: 54_321, status: 'ready' });
  });

  it('has no status yet while the server is coming up', () => {
    expect(parsePostmasterFile(LINES.slice(0, 5).join('\n'))).toEqual({
      pid: 4711,
      port: 54_321,
      status: '',
    });
  });

  it.each(['', '4711', '4711\n/data\n179', 'x\ny\nz\n1'])(
    'gives nothing for a file that is not whole: %j',
    (content) => {
      expect(parsePostmasterFile(content)).toBeUndefined();
    },
  );
});
