import { columnsOf } from '@cortex/domain';
import type { ColumnType, Fact, SqlValue } from '@cortex/domain';
import fc from 'fast-check';

import type { Kind } from '../../normalise/kind';
import { decodeTestJson } from '../../test-support/decode-test-json';
import { mapNodes } from '../../test-support/map-values';
import { complianceLog } from '../compliance-log';
import { eventLog } from '../event-log';
import { lineageLog } from '../lineage-log';
import { metricsSnapshotLog } from '../metrics-snapshot-log';
import { overrideLog } from '../override-log';
import { piiDetectionLog } from '../pii-detection-log';
import { policyViolationLog } from '../policy-violation-log';
import { timeStampedLog } from '../time-stamped-log';

const NAMES =
  `event_id id type event_type event action timestamp time ts created_at logged_at heartbeat_time message
summary description details title reason error severity level risk_level security_impact agent_id worker_id agent actor
selected_master routed_to master assigned_to task_id task asset_id user_id username status outcome result decision
final_decision data payload context metadata enriched_metadata event_data ip_address user_agent compliance_tags tokens
available masters_used workers_used source_asset target_asset input_assets output_assets data_asset source target
confidence policy_id rule_id pii_type pii_found compliant resolved_at approved_by resolved_by`.split(/\s+/);

const WORDS = [
  ...[
    '',
    ' ',
    'unknown',
    'N/A',
    '${WORKER_ID}',
    'development',
    'Development Master',
    'two words',
    'task-1',
    'worker-1',
  ],
  ...[
    'critical',
    'worker.completed',
    'constructor',
    '__proto__',
    'toString',
    '10.0.0.7',
    '::1',
    '999.0.0.1',
    ':::',
  ],
  ...[
    '2026-02-01T06:00:00Z',
    '2026-02-01T06:00:00-0600',
    '$(date)',
    '1762710675',
    'evt-1762710675-1',
    '0.868',
    '1e400',
  ],
  ...['x'.repeat(600), '😀'.repeat(400), 'a\u0000b', '\ud800'],
];

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>(...WORDS, null, true, false, 0, 1, -5, 0.5, 1762710675, 5e9),
    fc.string(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 8, noNullPrototype: true }),
  ),
})).any;

const event = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string()),
  value,
  {
    maxKeys: 10,
    noNullPrototype: true,
  },
);

const KINDS: readonly (readonly [string, Kind])[] = [
  eventLog,
  timeStampedLog,
  lineageLog,
  metricsSnapshotLog,
  piiDetectionLog,
  overrideLog,
  policyViolationLog,
  complianceLog,
].map((kind) => [kind.name, kind] as const);

const mappings = (kind: Kind, events: readonly unknown[]) =>
  mapNodes(
    kind,
    'coordination/any.jsonl',
    events.map((one) => decodeTestJson(JSON.stringify(one))),
  ).map(({ mapping }) => mapping);

describe('events of any shape', () => {
  it.each(KINDS)('of the kind %s get rows that the database can hold', (_name, kind) => {
    fc.assert(
      fc.property(event, (one) => {
        const [mapping] = mappings(kind, [one]);
        const facts = mapping?.outcome === 'mapped' ? mapping.facts : [];
        expect(facts.flatMap(flawsOf)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(KINDS)('of the kind %s say the same whatever was read before them', (_name, kind) => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 2, maxLength: 6 }), (events) => {
        const last = events.at(-1);
        const together = mappings(kind, events).at(-1);
        const alone = mappings(kind, [...events.slice(0, -1).map(() => ({})), last]).at(-1);
        expect(together).toEqual(alone);
      }),
      { numRuns: 60 },
    );
  });

  it('keep every value of the record in their details, secrets and what jsonb cannot hold excepted', () => {
    fc.assert(
      fc.property(event, (one) => {
        const [mapping] = mappings(eventLog, [one]);
        const [fact] = mapping?.outcome === 'mapped' ? mapping.facts : [];
        if (fact?.type !== 'append' || fact.table !== 'auditLogs') return;
        expect(JSON.parse(String(fact.row.eventDetails))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
      { numRuns: 150 },
    );
  });
});

const INET = /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?|[0-9a-f:]+)$/i;

const FITS: Readonly<Record<ColumnType, (value: SqlValue) => boolean>> = {
  text: (text) => typeof text === 'string' && !/[\0\p{Surrogate}]/u.test(text),
  integer: (number) => /^-?\d{1,10}$/.test(String(number)),
  bigint: (number) => /^-?\d{1,19}$/.test(String(number)),
  numeric: (number) => /^[01]\.\d\d$/.test(String(number)),
  boolean: (truth) => typeof truth === 'boolean',
  timestamptz: (time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(String(time)),
  jsonb: (json) => typeof json === 'string' && JSON.parse(json) !== undefined,
  'text[]': (texts) => Array.isArray(texts) && texts.every((text) => typeof text === 'string'),
  inet: (address) => INET.test(String(address)),
};

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  auditLogs: ['eventType', 'eventSummary', 'eventDetails'],
  tokenBudgetHistory: ['agentId', 'tokensUsed', 'tokensRemaining', 'budgetType'],
  policyViolations: ['externalId', 'policyId', 'violationSummary'],
  assetLineage: ['upstreamAssetId', 'downstreamAssetId', 'lineageType'],
};

function flawsOf(fact: Fact): string[] {
  if (!('table' in fact)) return [];
  const columns = columnsOf(fact.table);
  const row: Readonly<Record<string, SqlValue | undefined>> = fact.row;
  const missing = (REQUIRED[fact.table] ?? []).filter((field) => (row[field] ?? '') === '');
  const wrong = Object.entries(row).filter(([field, given]) => {
    const column = columns[field];
    return column === undefined || (given !== null && given !== undefined && !FITS[column.type](given));
  });
  return [...missing, ...wrong.map(([field, given]) => `${field}: ${String(given)}`)];
}
