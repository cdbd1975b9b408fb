export { createTreeReader, type TreeReaderOptions } from './create-tree-reader';
export { decodeJson, type DecodeOptions, type DecodedJson } from './json/decode-json';
export { defaultLimits, type ReaderLimits } from './reader-limits';
export { printPath } from './print-path';
export { createSpoolOpener, type SpoolOptions } from './spool/create-spool';
export { createTreeWriter } from './writer/create-tree-writer';
export { createExportFolder } from './writer/create-export-folder';
export { createDocumentEditor } from './edit/create-document-editor';
export { applyEdits } from './edit/apply-edits';
