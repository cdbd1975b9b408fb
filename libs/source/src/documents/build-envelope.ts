import type { JsonMember, JsonNode, JsonObject, JsonSpan } from '@cortex/domain';
import type { ReaderLimits } from '../reader-limits';
import type { ValueParts } from './emit-value';

/** Collects the small members of a top-level object that stand beside its records. */
export class EnvelopeBuilder {
  private readonly members: JsonMember[] = [];
  private bytes = 0;

  constructor(private readonly limits: ReaderLimits) {}

  add(key: string, value: JsonNode): void {
    const size = value.end - value.start;
    if (size > this.limits.envelopeMemberBytes || this.bytes + size > this.limits.envelopeBytes) return;
    this.bytes += size;
    this.members.push({ key, value });
  }

  build({ start, end }: JsonSpan): JsonObject {
    return { type: 'object', start, end, members: this.members };
  }
}

/** The envelope of a document with one value; null when that is no object, or is one record itself. */
export function buildEnvelope(
  { node, pieces, wholeKind }: ValueParts,
  limits: ReaderLimits,
): JsonObject | null {
  if (node.type !== 'object' || wholeKind !== null) return null;
  const builder = new EnvelopeBuilder(limits);
  for (const { key, depth, node: value, record } of pieces) {
    if (record === null && key !== null && depth === 1) builder.add(key, value);
  }
  return builder.build(node);
}
