import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { readAssetIdentity } from './asset/asset-identity';
import { assetPrecedence, wordColumns } from './asset/asset-words';
import { mapRepository } from './asset/map-repository';
import { derivedColumns } from './derived-columns';
import { isNoRecord } from './is-no-record';

/**
 * Servers of the Model Context Protocol, and projects near them.
 *
 * - servers[] | servers{}: id, name, repository (url), status → health_status, description, tags, language,
 *   capabilities, configuration, use_cases, tool_count
 * - related_projects[]: name, repository, description → repositories
 * - beside the records: registry{last_updated}, metadata
 */
export const mcpServerRegistry: Kind = {
  name: 'mcp-server-registry',
  paths: ['mcp-registry/*.json', 'mcp-servers.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['servers', '*'], kind: 'server' },
      { at: ['related_projects', '*'], kind: 'project' },
    ],
  },
  mappers: {
    server: mapServer,
    project: (input, output) => mapRepository(input, output, assetPrecedence.mention),
  },
};

function mapServer({ fields, record, envelope }: RecordInput, output: MappingOutput): void {
  const identity = readAssetIdentity(fields, record.key, output);
  if (identity === null) {
    if (isNoRecord(fields, record)) output.note('unexpected-shape', 'mcp server: no server');
    else output.quarantine('id-missing', 'the server has no id and no name');
    return;
  }
  const updatedAt =
    envelope?.object('registry')?.time('last_updated') ?? envelope?.time('last_updated') ?? null;
  const status = fields.json('status');
  const row = {
    assetId: identity.id,
    name: fields.text('name'),
    ...wordColumns({ type: null, sensitivity: fields.word('sensitivity') }, output),
    assetType: 'service',
    category: 'mcp-server',
    subcategory: fields.text('type', 'category'),
    url: fields.text('repository', 'url'),
    description: fields.text('description'),
    owner: fields.text('owner', 'maintainer'),
    createdAt: fields.time('created_at'),
    lastModified: fields.time('last_modified', 'updated_at', 'last_updated'),
    tags: fields.strings('tags'),
    healthStatus: status === null ? null : `{"status":${status}}`,
    metadata: fields.rest(),
    derived: derivedColumns('assets', { asset_id: identity.rule, category: 'document-kind' }, output),
  };
  output.fact({ type: 'asset', id: identity.id, precedence: assetPrecedence.register, updatedAt, row });
}
