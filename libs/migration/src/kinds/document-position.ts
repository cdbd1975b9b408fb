import { createHash } from 'node:crypto';

import type { RecordInput } from '../normalise/kind';

/** Positions are parts of keys, which have a limit of their own; a longer one is named by its hash. */
const LONGEST_POSITION = 500;

/** `coordination/x.json#/tasks/3`: where a record stands, as part of a key for records without one. */
export function documentPosition(input: RecordInput): string {
  const { pathText, memberText } = input.document;
  const document = memberText === null ? pathText : `${pathText}!${memberText}`;
  const { pointer, ordinal } = input.record;
  // Streams hold several values whose pointers are equal.
  const place = pointer === '' && ordinal > 0 ? `#${ordinal}` : pointer === '' ? '' : `#${pointer}`;
  const position = `${document}${place}`;
  if (position.length <= LONGEST_POSITION) return position;
  return `sha256:${createHash('sha256').update(position).digest('hex').slice(0, 32)}`;
}
