import type { Kind } from '../normalise/kind';
import { jsonDocument } from './json-document';
import { jsonStreamDocument } from './json-stream-document';
import { opaqueDocument } from './opaque-document';

/** Tasks, handoffs and what agents leave of themselves. */
const tasksAndAgents: readonly Kind[] = [];

/** Assets, lineage, events, metrics, users, policies and violations. */
const assetsAndEvents: readonly Kind[] = [];

/** Order matters: the first kind whose globs match claims a document; the catch-alls stand last. */
export const kindCatalog: readonly Kind[] = [
  ...tasksAndAgents,
  ...assetsAndEvents,
  jsonDocument,
  jsonStreamDocument,
  opaqueDocument,
];
