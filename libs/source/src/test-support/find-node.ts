import type { JsonNode } from '@cortex/domain';
import { decodeJson } from '../json/decode-json';

/** The value at a path of names and positions in a document that is one JSON value, mended where need be. */
export function findNode(bytes: Buffer, ...path: readonly (string | number)[]): JsonNode {
  const { node } = decodeJson(
    Buffer.from(bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '   '), 'latin1'),
  );
  if (node === null) throw new TypeError('the document cannot be decoded');
  return path.reduce<JsonNode>(stepInto, node);
}

function stepInto(node: JsonNode, step: string | number): JsonNode {
  const child =
    typeof step === 'number'
      ? node.type === 'array' && node.items[step]
      : node.type === 'object' && node.members.find(({ key }) => key === step)?.value;
  if (!child) throw new TypeError(`nothing at ${step}`);
  return child;
}
