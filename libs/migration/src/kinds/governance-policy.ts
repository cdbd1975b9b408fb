import type { JsonNode } from '@cortex/domain';
import { memberOf } from '@cortex/domain';

import type { FieldReader } from '../normalise/field-reader';
import type { Kind, MappingOutput, RecordInput } from '../normalise/kind';
import { laterOf } from '../normalise/parse-time';
import { policySeverityWords } from '../normalise/words/policy-severity-words';
import { readWord } from '../normalise/words/word-table';
import { derivedColumns } from './derived-columns';

/**
 * Policies, roles and rules: one per file, or many under `policies`. What has no `rules` is a rule as a whole (limits
 * in a configuration, permissions of roles).
 *
 * - policy_id | id (else the file's stem), name | title (else the id), policy_type | type | category, description
 * - rules → policy_rules (else the whole record), severity, enabled | is_active | status, tags | frameworks
 * - created_by (a user), created_at, effective_date | effective_from, effective_until | expires_at
 * - version, controls, metadata and all others: metadata
 */
export const governancePolicy: Kind = {
  name: 'governance-policy',
  paths: [
    'policies/**/*.json',
    'config/*-policy.json',
    'governance/*-policies.json',
    'governance/*-policy.json',
    'governance/roles.json',
    'roles/*.json',
    '{config,governance,observability}/*-rules.json',
  ],
  format: 'json',
  layout: {
    records: [
      { at: ['policies', '*'], kind: 'policy' },
      { at: [], kind: 'policy' },
    ],
  },
  mappers: { policy: mapPolicy },
};

const PRECEDENCE = 100;

function mapPolicy({ document, record, fields, envelope }: RecordInput, output: MappingOutput): void {
  if (isJsonSchema(fields.node) || fields.rest() === null) {
    output.note('unexpected-shape', 'policy: a schema or an empty record');
    return;
  }
  const isWholeFile = record.pointer === '';
  const given = fields.id('policy_id', 'id') ?? record.key;
  const path = document.memberText ?? document.pathText;
  const stem = isWholeFile ? stemOf(path) : null;
  const id = given ?? stem ?? fields.id('name');
  if (id === null) {
    output.quarantine('id-missing', 'the policy has no id and no name');
    return;
  }
  const idRule = given === null ? (stem === null ? 'name' : 'file-stem') : null;
  const changedAt = fields.time('updated_at', 'last_updated', 'last_modified');
  const updatedAt = laterOf(changedAt, envelope?.time('last_updated', 'updated_at') ?? null);
  const row = policyRow(fields, { id, idRule, path }, output);
  output.fact({ type: 'policy', id, precedence: PRECEDENCE, updatedAt, row });
}

interface PolicyName {
  readonly id: string;
  readonly idRule: string | null;
  readonly path: string;
}

function policyRow(fields: FieldReader, { id, idRule, path }: PolicyName, output: MappingOutput) {
  // Before anything is read: the whole record, for what has no rules of its own.
  const whole = fields.rest() ?? '{}';
  const rules = fields.json('policy_rules', 'rules');
  const name = fields.text('policy_name', 'name', 'title');
  const type = fields.word('policy_type', 'type', 'category');
  const severity = fields.word('severity');
  const derived = {
    policy_id: idRule,
    policy_name: name === null ? 'policy_id' : null,
    policy_type: type === null ? 'folder' : null,
    policy_rules: rules === null ? 'whole-record' : null,
  };
  return {
    policyId: id,
    policyName: name ?? id,
    policyType: type ?? folderType(path),
    description: fields.text('description'),
    policyRules: rules ?? whole,
    severity: severity === null ? null : readWord(policySeverityWords, severity, output),
    sourceSeverity: severity,
    isActive: readActive(fields),
    createdBy: readCreator(fields, output),
    createdAt: fields.time('created_at'),
    effectiveFrom: fields.time('effective_from', 'effective_date'),
    effectiveUntil: fields.time('effective_until', 'expires_at', 'expiry_date'),
    tags: fields.strings('tags') ?? fields.strings('frameworks', 'compliance_frameworks'),
    metadata: fields.rest(),
    derived: derivedColumns('governance_policies', derived, output),
  };
}

function readActive(fields: FieldReader): boolean | null {
  const stated = fields.boolean('enabled', 'is_active', 'active');
  if (stated !== null) return stated;
  const status = memberOf(fields.node, 'status');
  const word = status?.type === 'string' ? status.value.trim().toLowerCase() : '';
  if (word === 'active' || word === 'enabled') return true;
  return word === 'inactive' || word === 'disabled' || word === 'draft' || word === 'retired' ? false : null;
}

/** Policies are made by users; a team or a sentence is none and stays in the metadata. */
function readCreator(fields: FieldReader, output: MappingOutput): string | null {
  const creator = memberOf(fields.node, 'created_by');
  if (creator?.type !== 'string' || creator.value.trim() === '') return null;
  if (!/\s/.test(creator.value.trim())) return fields.id('created_by');
  output.note('reference-ignored', 'governance_policies.created_by');
  return null;
}

/** A schema *of* policies lies among them and is none. */
function isJsonSchema(node: JsonNode): boolean {
  return memberOf(node, '$schema') !== undefined && memberOf(node, 'properties') !== undefined;
}

function stemOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.json)?(?:\.gz)?$/, '');
  return name === '' ? null : name;
}

/** What a policy without a type of its own is: named by the folder that it was put into. */
function folderType(path: string): string {
  const folders = path.split('/').slice(0, -1);
  const known = folders
    .reverse()
    .find((folder) => /^(?:governance|config|roles|policies|observability)$/.test(folder));
  return known ?? 'policy';
}
