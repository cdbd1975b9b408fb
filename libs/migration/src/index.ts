export type {
  MigrationDependencies,
  MigrationPlan,
  MigrationRequest,
  QuarantineLimit,
} from './run/migration-request';
export { MAPPER_VERSION } from './run/migration-request';
export { planMigration } from './run/plan-migration';
export type { RunRequest } from './run/run-migration';
export { runMigration } from './run/run-migration';
export type { Mend, ReplayDependencies } from './run/replay-quarantine';
export { replayQuarantine } from './run/replay-quarantine';
export type { ExportDependencies, ExportRequest } from './export/export-tree';
export { exportTree } from './export/export-tree';
export type { ExportSummary } from './export/export-summary';
export { renderExportSummary } from './export/render-export-summary';
export { renderReportHtml } from './report/render-report-html';
export { renderReportMarkdown } from './report/render-report-markdown';
export { renderReportTerminal, type TerminalOptions } from './report/render-report-terminal';
export { parseRunReport } from './report/parse-run-report';
export { parseMigrationPlan, type ParsedPlan } from './report/parse-migration-plan';
export { remedyFor, type QuarantineRemedy } from './report/quarantine-remedies';
export { formatBytes } from './report/format-bytes';
export { formatCount, formatCounted } from './report/format-count';
export { formatDuration } from './report/format-duration';
export { formatInstant } from './report/format-instant';
export { toPrintable } from './report/to-printable';
export { cutMiddle, displayWidth } from './report/terminal/display-width';
export { wrapText } from './report/terminal/wrap-text';
export { decideUndo, type UndoDecision, type UndoRefusal } from './undo/decide-undo';
export { planUndo, undoRun, type UndoDependencies, type UndoRequest, type UndoResult } from './undo/undo-run';
export { readNaively, type NaiveRow, type NaiveTree } from './oracle/read-naively';
