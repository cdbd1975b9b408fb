import type { DecodeFault, JsonNode, Repair } from '@cortex/domain';
import { toByteSlice } from './byte-slice';
import type { DecodeFailure } from './decode-notes';
import { ValueDecoder } from './value-decoder';

export interface DecodeOptions {
  readonly maxDepth?: number;
  /** False: valid JSON only. */
  readonly isLenient?: boolean;
}

export type DecodedJson =
  | {
      readonly node: JsonNode;
      readonly repairs: readonly Repair[];
      readonly duplicateKeys: boolean;
      readonly fault: null;
    }
  | { readonly node: null; readonly fault: DecodeFault };

const DEFAULT_MAX_DEPTH = 512;

/** The one JSON value of `bytes`, without loss, mended where the rules of SPEC.md allow. Never throws. */
export function decodeJson(bytes: Uint8Array, options: DecodeOptions = {}): DecodedJson {
  const slice = toByteSlice(bytes);
  const decoder = new ValueDecoder(options.maxDepth ?? DEFAULT_MAX_DEPTH);
  decoder.load(slice);
  const start = decoder.lenient.skipBlank(0);
  const node = options.isLenient === false ? decoder.decodeStrict(start) : decoder.decode(start);
  if (node === null) return { node, fault: toFault(decoder.failure) };
  const rest = decoder.lenient.skipBlank(node.end);
  if (rest < slice.end)
    return {
      node: null,
      fault: toFault({ code: 'undecodable', offset: rest, detail: 'More follows the value.' }),
    };
  const { repairs, duplicates } = decoder.notes;
  return { node, repairs, duplicateKeys: duplicates.length > 0, fault: null };
}

/** The fault of a record whose bytes could not be decoded. */
export function toFault({ code, offset, detail }: DecodeFailure): DecodeFault {
  return { code: code === 'incomplete' ? 'undecodable' : code, offset, detail };
}
