import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput } from '../../normalise/kind';

export interface AssetIdentity {
  readonly id: string;
  /** What the source calls it, where that is not the id. */
  readonly originalId: string | null;
  /** Rule by which the id was derived; null when the source gives it. */
  readonly rule: string | null;
}

const STRIPPED_SUFFIX = '.schema.json';

/**
 * An asset is what its `asset_id` says.
 *
 * The catalogue's discovery strips `.json` and `.schema.json` alike, so `worker-spec.json` and
 * `worker-spec.schema.json` become one id. A mapper sees one record and cannot know whether its neighbour collides, but
 * the record itself shows which of the two it is: the one whose file is its id plus `.schema.json` has lost its suffix
 * and goes by its path, the other keeps the id. Ids that keep the suffix (`worker-spec.schema`) stay as they are.
 */
export function identifyAsset(id: string, filePath: string | null, output: MappingOutput): AssetIdentity {
  const fileName = filePath?.slice(filePath.lastIndexOf('/') + 1);
  if (filePath === null || fileName !== `${id}${STRIPPED_SUFFIX}`)
    return { id, originalId: null, rule: null };
  output.note('identity', 'assets: the id has lost .schema, so the path stands for it');
  return { id: filePath, originalId: id, rule: 'file-path' };
}

/** For records without an id: their path, else their name. */
export function readAssetIdentity(
  fields: FieldReader,
  key: string | null,
  output: MappingOutput,
): AssetIdentity | null {
  const filePath = fields.id('file_path', 'path');
  const id = fields.id('asset_id', 'id') ?? key;
  if (id !== null) return identifyAsset(id, filePath, output);
  const [derived, rule] =
    filePath === null ? [fields.id('name', 'asset_name'), 'name'] : [filePath, 'file-path'];
  if (derived === null) return null;
  return { id: derived, originalId: null, rule };
}
