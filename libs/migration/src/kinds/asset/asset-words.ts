import type { MappingOutput } from '../../normalise/kind';
import type { AssetType } from '../../normalise/words/asset-type-words';
import { assetTypeWords } from '../../normalise/words/asset-type-words';
import type { Sensitivity } from '../../normalise/words/sensitivity-words';
import { sensitivityWords } from '../../normalise/words/sensitivity-words';
import { readWord } from '../../normalise/words/word-table';

export interface WordColumns {
  readonly assetType: AssetType | null;
  readonly sourceType: string | null;
  readonly sensitivity: Sensitivity | null;
  readonly sourceSensitivity: string | null;
}

/** Columns out of the source's words for what an asset is and who may see it; NULL where it has none. */
export function wordColumns(
  words: { readonly type: string | null; readonly sensitivity: string | null },
  output: MappingOutput,
): WordColumns {
  const { type, sensitivity } = words;
  return {
    assetType: type === null ? null : readWord(assetTypeWords, type, output),
    sourceType: type,
    sensitivity: sensitivity === null ? null : readWord(sensitivityWords, sensitivity, output),
    sourceSensitivity: sensitivity,
  };
}

/** Which source speaks best of an asset, from the register of its own kind down to a mere list of ids. */
export const assetPrecedence = {
  register: 100,
  portfolio: 80,
  report: 60,
  typeIndex: 45,
  index: 40,
  namespaceList: 30,
  validation: 20,
  mention: 10,
} as const;
