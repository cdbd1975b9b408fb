import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { readAssetIdentity } from './asset/asset-identity';
import { assetPrecedence } from './asset/asset-words';
import { derivedColumns } from './derived-columns';
import { isNoRecord } from './is-no-record';

/**
 * Virtual machines and containers of a cluster, as its API lists them.
 *
 * - vms[] | virtual_machines[] | containers[] | resources[]: id (`lxc/100`) | vmid, name, type (lxc, qemu), node,
 *   tags (`a;b`), status, uptime → health_status; sizes and counters: metadata
 * - beside the records: timestamp (when they were listed), source, cluster_url
 */
export const vmInventory: Kind = {
  name: 'vm-inventory',
  paths: ['*vm-inventory*.json', '*vms-inventory*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['vms', '*'], kind: 'vm' },
      { at: ['virtual_machines', '*'], kind: 'vm' },
      { at: ['containers', '*'], kind: 'vm' },
      { at: ['resources', '*'], kind: 'vm' },
    ],
  },
  mappers: { vm: mapVm },
};

function mapVm({ fields, record, envelope }: RecordInput, output: MappingOutput): void {
  const vmid = fields.id('id') === null ? fields.id('vmid') : null;
  const identity = readAssetIdentity(fields, vmid ?? record.key, output);
  if (identity === null) {
    if (isNoRecord(fields, record)) output.note('unexpected-shape', 'vm: no machine');
    else output.quarantine('id-missing', 'the machine has no id and no name');
    return;
  }
  const listedAt = envelope?.time('timestamp', 'generated_at', 'last_updated', 'scanned_at') ?? null;
  const row = {
    assetId: identity.id,
    name: fields.text('name', 'hostname'),
    assetType: 'infrastructure',
    category: 'vm',
    subcategory: fields.text('type'),
    description: fields.text('description'),
    owner: fields.text('owner'),
    discoveredAt: listedAt,
    tags: tagsOf(fields),
    healthStatus: healthOf(fields),
    metadata: fields.rest(),
    derived: derivedColumns(
      'assets',
      {
        asset_id: identity.rule,
        category: 'document-kind',
        discovered_at: listedAt === null ? null : 'inventory.timestamp',
      },
      output,
    ),
  };
  output.fact({
    type: 'asset',
    id: identity.id,
    precedence: assetPrecedence.register,
    updatedAt: listedAt,
    row,
  });
}

/** Proxmox joins tags by semicolons. */
function tagsOf(fields: FieldReader): string[] | null {
  const tags = fields.strings('tags');
  if (tags === null) return null;
  return tags.flatMap((tag) => tag.split(';').map((part) => part.trim())).filter((tag) => tag !== '');
}

function healthOf(fields: FieldReader): string | null {
  const status = fields.json('status');
  const uptime = fields.json('uptime');
  const parts = [
    status === null ? null : `"status":${status}`,
    uptime === null ? null : `"uptime":${uptime}`,
  ];
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? null : `{${given.join(',')}}`;
}
