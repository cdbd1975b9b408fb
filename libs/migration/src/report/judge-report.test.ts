import type { RunReport } from '@cortex/domain';
import { calmReport, smallReport } from '../test-support/small-report';
import { judgeReport } from './judge-report';

const ended = (state: RunReport['run']['state'], change: Partial<RunReport> = {}): RunReport => ({
  ...calmReport,
  ...change,
  run: { ...calmReport.run, state },
});
const brokenGate = { closes: false, closure: [{ name: 'records', expected: 2, actual: 1, holds: false }] };

describe('judgeReport', () => {
  it('is good only when the books close and nothing is in quarantine', () => {
    expect(judgeReport(calmReport)).toMatchObject({
      tone: 'good',
      headline: 'Closed: all 17,956 records are accounted for.',
    });
    expect(judgeReport(smallReport).tone).toBe('warn');
  });

  it('counts what is in quarantine in the headline', () => {
    expect(judgeReport(smallReport).headline).toBe('Closed, with 5 records in quarantine.');
  });

  it('says that a second run had nothing to do', () => {
    expect(judgeReport(ended('unchanged'))).toMatchObject({
      tone: 'good',
      headline: 'Closed: nothing had changed, nothing was written.',
    });
  });

  it('does not call a dry run closed', () => {
    const { headline, tone } = judgeReport(ended('dry-run', { closes: false, closure: [] }));
    expect([headline, tone]).toEqual(['Dry run: nothing was written.', 'neutral']);
  });

  it.each(['published', 'failed', 'unchanged'] as const)(
    'open books come first, whatever the state (%s)',
    (state) => {
      expect(judgeReport(ended(state, brokenGate))).toMatchObject({
        tone: 'bad',
        headline: 'Not closed: the counts of the database do not add up.',
      });
    },
  );

  it('a published run that claims to be closed without saying so is not believed', () => {
    expect(judgeReport(ended('published', { closes: false })).tone).toBe('bad');
  });

  it('a difference found by the verification is bad although the counts close', () => {
    expect(judgeReport(ended('published', { verification: 'different' })).tone).toBe('bad');
  });

  it('gives the reason of a failure', () => {
    const failure = { code: 'QUARANTINE_THRESHOLD', message: '12 of 100 records are in quarantine.' };
    expect(judgeReport(ended('failed', { failure, closes: false, closure: [] }))).toMatchObject({
      tone: 'bad',
      headline: 'Failed: nothing was published.',
      explanation: failure.message,
    });
  });
});
