export { CortexError, type CortexErrorDetails, type ErrorFields } from './errors/cortex-error';
export { readDatabaseAddress, type DatabaseAddress } from './errors/database-address';
export type { ErrorCodeEntry, ExitCode, FailurePhase } from './errors/error-code-entry';
export { errorCodes, isErrorCode, type ErrorCode } from './errors/error-codes';
export { fromErrorRecord, toErrorRecord, type ErrorRecord } from './errors/error-record';
export { fromPostgresError } from './errors/from-postgres-error';
export { hasErrorCode } from './errors/has-error-code';
export { toExitCode } from './errors/to-exit-code';
export { toHttpStatus } from './errors/to-http-status';
export { readEnvironment, type Environment } from './config/environment';
export {
  databaseOptions,
  exportOptions,
  migratorOptions,
  outputOptions,
  runOptions,
} from './config/migrator-options';
export type { Option, OptionSet, OptionTexts, OptionValues } from './config/option';
export { choiceOption } from './config/choice-option';
export { integerOption } from './config/integer-option';
export { listOption } from './config/list-option';
export { secretOption } from './config/secret-option';
export { switchOption } from './config/switch-option';
export { textOption } from './config/text-option';
export {
  flagKey,
  flagSyntax,
  parseOptions,
  type FlagValues,
  type OptionSources,
} from './config/parse-options';
export { failpointNames, isFailpointName, type FailpointName } from './failpoints/failpoint-names';
export { makeFolder } from './files/make-folder';
export { armFailpoints, hitFailpoint } from './failpoints/hit-failpoint';
export { parseFailpoints, type ArmedFailpoint, type FailpointAction } from './failpoints/parse-failpoints';
export { formatQuota, isWithinQuota, quotaOption, type Quota } from './config/quota';
export { listenForSignals, type SignalListener } from './lifecycle/listen-for-signals';
export {
  startComponents,
  toStopError,
  type Component,
  type RunningComponents,
  type StopProblem,
} from './lifecycle/start-components';
export {
  createLog,
  resolveLogLevel,
  type Log,
  type LogFields,
  type LogLevel,
  type LogLevelChoice,
  type LogOptions,
} from './observability/create-log';
export { isSecretKey, redactConnectionUrl, redactText, redactValue } from './observability/redact';
