import type { AssetFact } from '@cortex/domain';

import type { FieldReader } from '../../normalise/field-reader';
import type { MappingOutput, RecordInput } from '../../normalise/kind';
import { laterOf } from '../../normalise/parse-time';
import { healthOf } from '../asset-catalog';
import { wordColumns } from './asset-words';
import { derivedColumns } from '../derived-columns';
import { isNoRecord } from '../is-no-record';

/** `owner/name`, as far as the source says it. */
interface RepositoryName {
  readonly fullName: string;
  /** Rule by which it was put together; null when it stands in `name`. */
  readonly rule: string | null;
}

const HOSTED = /^(?:https?:\/\/|ssh:\/\/|git@)[^/:]+[/:]([^/?#]+)\/([^/?#]+?)(?:\.git)?\/?(?:[?#].*)?$/i;
const FULL_NAME = /^[^/\s]+\/[^/\s]+$/;

/** A repository as an inventory, a portfolio or a report lists it; `repo:<owner>/<name>`. */
export function mapRepository(input: RecordInput, output: MappingOutput, precedence: number): void {
  const { fields, record, envelope } = input;
  const name = nameRepository(fields) ?? keyedName(record.key);
  if (name === null) {
    if (isNoRecord(fields, record)) output.note('unexpected-shape', 'repository: no repository');
    else output.quarantine('id-missing', 'the repository has no name and no url');
    return;
  }
  const id = `repo:${name.fullName}`;
  const listedAt = envelope?.time('last_scan', 'generated_at', 'updated_at', 'last_updated') ?? null;
  const row = repositoryRow(fields, { id, name }, output);
  const updatedAt = laterOf(fields.time('updated_at', 'last_cataloged', 'last_scan'), listedAt);
  output.fact({ type: 'asset', id, precedence, updatedAt, row });
}

function repositoryRow(
  fields: FieldReader,
  { id, name }: { readonly id: string; readonly name: RepositoryName },
  output: MappingOutput,
): AssetFact['row'] {
  const owner = fields.text('owner');
  const derivedOwner = owner === null && name.fullName.includes('/');
  return {
    assetId: id,
    name: fields.text('full_name', 'name') ?? name.fullName,
    ...wordColumns({ type: null, sensitivity: fields.word('visibility', 'sensitivity') }, output),
    assetType: 'repository',
    url: fields.text('url', 'html_url', 'clone_url', 'repository'),
    description: fields.text('description'),
    owner: derivedOwner ? name.fullName.slice(0, name.fullName.indexOf('/')) : owner,
    createdAt: fields.time('created_at'),
    lastModified: fields.time('last_commit', 'pushed_at', 'last_modified'),
    discoveredAt: fields.time('added_at', 'discovered_at'),
    tags: fields.strings('topics', 'tags'),
    healthStatus: healthOf(fields) ?? fields.json('health_metrics'),
    metadata: fields.rest(),
    derived: derivedColumns('assets', { asset_id: name.rule, owner: derivedOwner ? 'name' : null }, output),
  };
}

/** Out of `owner/name`, `owner` and `name`, or the address where it is hosted. */
function nameRepository(fields: FieldReader): RepositoryName | null {
  const name = fields.id('full_name', 'name', 'repo', 'repository');
  if (name !== null && FULL_NAME.test(name)) return { fullName: name, rule: null };
  const owner = fields.id('owner');
  if (owner !== null && name !== null && FULL_NAME.test(`${owner}/${name}`)) {
    return { fullName: `${owner}/${name}`, rule: 'owner/name' };
  }
  const hosted = HOSTED.exec(fields.id('url', 'html_url', 'clone_url', 'repository') ?? '');
  if (hosted?.[1] !== undefined && hosted[2] !== undefined) {
    return { fullName: `${hosted[1]}/${hosted[2]}`, rule: 'url' };
  }
  return name === null ? null : { fullName: name, rule: 'name-without-owner' };
}

function keyedName(key: string | null): RepositoryName | null {
  return key === null || key === '' ? null : { fullName: key, rule: null };
}
