import type { Kind } from '../normalise/kind';
import { createEventMapper } from './audit-event/map-event';

/**
 * Any other JSON Lines file: its records with a time are events, whatever they are about; the rest (embeddings,
 * patterns, evaluation sets, `{}`) is archived only. Stands behind all kinds that know their files.
 *
 * - timestamp | *_at | date, and what any event may say
 */
export const timeStampedLog: Kind = {
  name: 'time-stamped-log',
  paths: ['*.{jsonl,ndjson}'],
  format: 'json-stream',
  layout: { records: [{ at: [], kind: 'event' }] },
  mappers: {
    event: createEventMapper({ label: 'event', usualType: null, takes: 'time-stamped' }),
  },
};
