import type { Kind } from '../normalise/kind';

/** Catch-all for everything else (Markdown, scripts, signals, images): one record, archived byte for byte. */
export const opaqueDocument: Kind = {
  name: 'opaque-document',
  paths: ['*'],
  format: 'opaque',
  layout: { records: [] },
  mappers: {},
};
