import type { RunReport } from '@cortex/domain';
import { exitCodeOfReport } from './exit-code-of-report';

type Part = Pick<RunReport, 'failure' | 'run' | 'quarantine'>;

const report = (state: RunReport['run']['state'], quarantined: number, code?: string): Part => ({
  run: { id: 'r', state, target: 'local', startedAt: '', finishedAt: '', version: '', resumed: false },
  quarantine: { total: quarantined, byReason: {}, first: [] },
  failure: code === undefined ? null : { code, message: '' },
});

describe('exitCodeOfReport', () => {
  it.each([
    ['published', 0, undefined, 0],
    ['unchanged', 0, undefined, 0],
    ['dry-run', 0, undefined, 0],
    ['published', 2, undefined, 3],
    ['unchanged', 2, undefined, 3],
    ['failed', 2, 'QUARANTINE_THRESHOLD', 1],
    ['failed', 0, 'GATE_NOT_CLOSED', 1],
    ['failed', 0, 'OF_A_LATER_VERSION', 1],
    ['failed', 0, undefined, 1],
    ['interrupted', 0, undefined, 130],
  ] as const)('%s with %i in quarantine and failure %s is %i', (state, quarantined, code, exitCode) => {
    expect(exitCodeOfReport(report(state, quarantined, code))).toBe(exitCode);
  });
});
