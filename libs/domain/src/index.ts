export type {
  JsonNode,
  JsonSpan,
  JsonObject,
  JsonMember,
  JsonArray,
  JsonString,
  JsonNumber,
  JsonLiteral,
} from './json-node';
export { memberOf } from './json-node';
export type {
  DocumentName,
  DocumentHead,
  DocumentTail,
  ParseStatus,
  Repair,
  RepairRule,
  RecordLayout,
  RecordLocation,
  SourceRecord,
  DecodeFault,
} from './source-document';
export type { ColumnType, ColumnSpec, TableSpec } from './table-spec';
export type { TableName, FieldName, SqlValue, RowDraft } from './table-specs';
export { tableSpecs } from './table-specs';
export { toSnakeCase, referencingFields, plainFields, columnsOf, sqlTableName } from './table-columns';
export type {
  Fact,
  TaskFact,
  TaskOverlayFact,
  TaskOrigin,
  AgentFact,
  AssetFact,
  UserFact,
  PolicyFact,
  KeyedFact,
  KeyedTable,
  AppendFact,
  AppendTable,
  AliasFact,
  PatchFact,
  PatchedTable,
  Note,
  NoteCode,
  QuarantineReason,
  Mapping,
} from './fact';
export { taskOrigins } from './fact';
export type {
  RunReport,
  RecordCounts,
  TableCounts,
  NoteCount,
  FileCounts,
  QuarantinedRecord,
  ClosureCheck,
} from './run-report';
export type { ProgressEvent, Phase, ProgressAmount } from './progress-event';
export type { DocumentKind, TreeReader, TreeVisitor, TreeSummary } from './tree-reader';
export { encodeCopyValue, encodeArrayLiteral } from './copy-text';
export { rowKeyOf, splitRowKey } from './row-key';
export type { Spool, OpenSpool } from './spool';
export type {
  MigrationStore,
  TargetDescription,
  StoredDocument,
  PublishedRun,
  RowState,
  Disposition,
  LedgerEntry,
  LedgerRange,
  LedgerRow,
  RunLease,
  NewRun,
  OpenedRun,
  ChunkHeader,
  ChunkRows,
  ChunkWriter,
  NewDocument,
  DecidedRow,
  AppendRow,
  RefusedRow,
  NewLedgerEntry,
  NewQuarantine,
  RunEnd,
  StoredRun,
} from './migration-store';
export { ChunkRace, documentKey } from './migration-store';
export type { TreeComparer, TreeComparison, ComparisonOptions, KnownFile } from './tree-comparer';
export type { StoredFile, TreeWriter, ExportFolder } from './tree-writer';
export type {
  DocumentEdit,
  DocumentEditor,
  ReplaceValueEdit,
  AddMemberEdit,
  RemoveMemberEdit,
  RemoveValueEdit,
  AddItemEdit,
  AppendValueEdit,
} from './document-edit';
export type { DatabaseSnapshot, LiveRow, LiveAppendedRow, RecordName, SqlRow } from './database-snapshot';
export type { FoundQuarantine, StoredQuarantine } from './stored-quarantine';
export { MAX_NAMED_ROWS } from './undo-store';
export type {
  NamedRow,
  NamedRows,
  UndoFacts,
  UndoneRows,
  UndoneRun,
  UndoStep,
  UndoStore,
} from './undo-store';
export type { RunCounts } from './run-counts';
export { contractColumns, contractFields, type ContractTable } from './contract-columns';
export type { RunProgress, WatchedRun } from './run-progress';
