import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { readAssetIdentity } from './asset/asset-identity';
import { assetPrecedence } from './asset/asset-words';
import { derivedColumns } from './derived-columns';

/**
 * Which assets of the catalogue were checked against a schema: their health.
 *
 * - validation_checklist[] | results[] | issues[]: asset_id, file_path, owner, schema, valid, errors …
 * - beside the records: generated_at
 */
export const assetValidation: Kind = {
  name: 'asset-validation',
  paths: ['catalog/validation-report*.json', 'catalog/*-validation*.json'],
  format: 'json',
  layout: {
    records: [
      { at: ['validation_checklist', '*'], kind: 'check' },
      { at: ['results', '*'], kind: 'check' },
      { at: ['issues', '*'], kind: 'check' },
    ],
  },
  mappers: { check: mapValidationCheck },
};

function mapValidationCheck({ fields, record, envelope }: RecordInput, output: MappingOutput): void {
  const identity = readAssetIdentity(fields, record.key, output);
  if (identity === null) {
    output.note('unexpected-shape', 'asset validation: no asset');
    return;
  }
  const checkedAt = envelope?.time('generated_at', 'timestamp', 'validated_at') ?? null;
  const row = {
    assetId: identity.id,
    filePath: fields.text('file_path', 'path'),
    owner: fields.text('owner'),
    healthStatus: fields.rest({ checked_at: checkedAt }),
    derived: derivedColumns('assets', { asset_id: identity.rule }, output),
  };
  output.fact({
    type: 'asset',
    id: identity.id,
    precedence: assetPrecedence.validation,
    updatedAt: checkedAt,
    row,
  });
}
