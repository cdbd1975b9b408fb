import type { RunReport } from '@cortex/domain';
import { CortexError, isErrorCode, toExitCode, type ExitCode } from '@cortex/platform';

const DONE = 0;
const DONE_WITH_QUARANTINE = 3;

/** 0 done, 3 done with records in quarantine, otherwise what the failure's code says. */
export function exitCodeOfReport({
  failure,
  run,
  quarantine,
}: Pick<RunReport, 'failure' | 'run' | 'quarantine'>): ExitCode {
  if (failure !== null) {
    return toExitCode(
      new CortexError(isErrorCode(failure.code) ? failure.code : 'INTERNAL', failure.message),
    );
  }
  if (run.state === 'interrupted') return toExitCode(new CortexError('RUN_INTERRUPTED', ''));
  if (run.state === 'failed') return toExitCode(new CortexError('INTERNAL', ''));
  return quarantine.total > 0 ? DONE_WITH_QUARANTINE : DONE;
}
