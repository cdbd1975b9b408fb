import { join } from 'node:path';
import { flagKey, runOptions, type Environment, type FlagValues } from '@cortex/platform';

export interface ReportFolder {
  /** What has to be writable before a run begins. */
  readonly base: string;
  /** Where the report of this run goes. */
  readonly of: (runId: string) => string;
}

/** A folder that was asked for gets the report itself; the default one gets a folder per run. */
export function chooseReportFolder(
  reportDirectory: string,
  flags: FlagValues,
  environment: Environment,
): ReportFolder {
  return isReportFolderGiven(flags, environment)
    ? { base: reportDirectory, of: () => reportDirectory }
    : { base: reportDirectory, of: (runId) => join(reportDirectory, runId) };
}

/** A dry run writes files only where somebody asked for them. */
export function isReportFolderGiven(flags: FlagValues, environment: Environment): boolean {
  const { reportDirectory } = runOptions;
  return flags[flagKey(reportDirectory)] !== undefined || (environment[reportDirectory.env] ?? '') !== '';
}
