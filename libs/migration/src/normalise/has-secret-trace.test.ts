import fc from 'fast-check';

import { hasSecretTrace } from './has-secret-trace';
import { SUSPECT } from './redactor';

/** What the alternatives of SUSPECT are made of, cut and put together in any way. */
const piece = fc.constantFrom(
  ...[
    'eyJ',
    'sk',
    'SK',
    'glpat',
    'xoxb',
    'gho',
    'github_pat',
    'npm',
    'hf',
    'rk',
    'pk',
    '-',
    '_',
    ' ',
    'AKIA',
  ],
  ...['ASIA', 'AIza', 'PRIVATE KEY', '://', 'user:pw@', '@', 'passw', 'Passphrase', 'passcode', 'sshpass'],
  ...[
    'SECRET',
    'token',
    'api',
    'access',
    'key',
    'Key',
    'bearer',
    'cookie',
    'credential',
    'Authorization',
    'ä',
  ],
);
const text = fc
  .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

describe('hasSecretTrace', () => {
  it('finds a trace in every text that the pattern suspects', () => {
    fc.assert(
      fc.property(text, (one) => {
        if (SUSPECT.test(one)) expect(hasSecretTrace(one)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('finds none in the words of an ordinary event', () => {
    const words = [
      'worker-implementation-120',
      'step 33 of the plan',
      '2026-01-01T00:00:00.000Z',
      'created',
      'node-1',
    ];
    expect(words.filter(hasSecretTrace)).toEqual([]);
  });
});
