import { gzipSync } from 'node:zlib';
import { textFile, type GeneratedFile } from './generated-file';
import * as lines from './log-lines';
import { formatRecord, type LogLayout, type MakeRecord } from './log-lines';
import type { TreeCast } from './tree-cast';

interface LogSpec {
  readonly path: string;
  /** Of what all logs hold together, in thousandths. */
  readonly share: number;
  readonly layout: LogLayout;
  readonly make: MakeRecord;
}

/** Written to the file at once. */
const BLOCK_CHARACTERS = 1 << 18;

const LOGS: readonly LogSpec[] = [
  { path: 'coordination/health-reports.jsonl', share: 300, layout: 'lines', make: lines.healthReport },
  { path: 'coordination/metrics-snapshots.jsonl', share: 170, layout: 'lines', make: lines.metricsSnapshot },
  { path: 'coordination/events/dashboard.jsonl', share: 220, layout: 'lines', make: lines.systemEvent },
  {
    path: 'coordination/events/worker-events.jsonl',
    share: 110,
    layout: 'blank-lines',
    make: lines.systemEvent,
  },
  { path: 'coordination/events/buffer-overflow.jsonl', share: 4, layout: 'glued', make: lines.systemEvent },
  {
    path: 'coordination/routing/performance.jsonl',
    share: 30,
    layout: 'lines',
    make: lines.routingPerformance,
  },
  ...['coordinator', 'development', 'security', 'inventory', 'cicd'].map((master) => ({
    path: `coordination/masters/${master}/logs/routing-decisions.jsonl`,
    share: 5,
    layout: 'pretty' as const,
    make: lines.routingDecision,
  })),
  ...['strategy-plans', 'strategy-history', 'strategy-review', 'strategy-trial', 'strategy-old'].map(
    (folder) => ({
      path: `coordination/knowledge-base/${folder}/strategy-decisions.jsonl`,
      share: 3,
      layout: 'pretty' as const,
      make: lines.strategyDecision,
    }),
  ),
  { path: 'coordination/git-operations.jsonl', share: 6, layout: 'lines', make: lines.gitOperation },
  { path: 'coordination/governance/access-log.jsonl', share: 20, layout: 'lines', make: lines.accessRecord },
  {
    path: 'coordination/observability/quality/checks.jsonl',
    share: 4,
    layout: 'lines',
    make: lines.qualityCheck,
  },
  { path: 'coordination/traces/2025-11-30.jsonl', share: 20, layout: 'lines', make: lines.traceSpan },
  {
    path: 'coordination/governance/compliance-checks.jsonl',
    share: 12,
    layout: 'lines',
    make: lines.complianceRecord,
  },
  {
    path: 'coordination/catalog/lineage/data-lineage.jsonl',
    share: 8,
    layout: 'lines',
    make: lines.dataLineage,
  },
];

export interface LogSize {
  /** Of all logs together. */
  readonly records: number;
  /** Text added to each record, to reach a size. */
  readonly paddingBytes: number;
}

/** The logs, which hold most of the records of a tree. */
export function* logFiles(cast: TreeCast, size: LogSize): Generator<GeneratedFile> {
  const total = LOGS.reduce((sum, { share }) => sum + share, 0);
  let done = 0;
  let shares = 0;
  for (const log of LOGS) {
    shares += log.share;
    const upTo = Math.round((size.records * shares) / total);
    yield logFile(cast, log, { records: upTo - done, paddingBytes: size.paddingBytes });
    done = upTo;
  }
}

/** Logs that every tree has whatever its size: packed ones, empty ones, one of `{}`. */
export function* smallLogFiles(cast: TreeCast): Generator<GeneratedFile> {
  const packed = cast.scaled(60);
  yield textFile('coordination/events/archive/2025-11-08.jsonl.gz', packed + 1, () =>
    gzipSync(recordsOf(cast, lines.systemEvent, { from: 5_000_000, count: packed })),
  );
  const empty = cast.scaled(74);
  yield textFile('coordination/observability/counters.jsonl', empty, () =>
    recordsOf(cast, lines.emptyRecord, { from: 0, count: empty }),
  );
  yield textFile('coordination/lineage/lineage-2025-11-27.jsonl', 0, () => '\n');
  yield textFile('coordination/catalog/lineage/ai-lineage.jsonl', 0, () => '');
  yield textFile('coordination/catalog/lineage/decision-lineage.jsonl', 0, () => '');
  yield textFile('coordination/governance/governance-overrides.jsonl', 0, () => '');
  yield textFile('coordination/workflow-state/active.json', 0, () => '\n');
}

function recordsOf(cast: TreeCast, make: MakeRecord, range: { from: number; count: number }): string {
  return Array.from({ length: range.count }, (_, index) =>
    formatRecord(make(cast, range.from + index), 'lines', index),
  ).join('');
}

function logFile(cast: TreeCast, { path, layout, make }: LogSpec, size: LogSize): GeneratedFile {
  const padding = size.paddingBytes > 0 ? 'x'.repeat(size.paddingBytes) : undefined;
  function* parts(): Generator<string> {
    let block = '';
    for (let index = 0; index < size.records; index += 1) {
      const record = make(cast, index);
      block += formatRecord(padding === undefined ? record : { ...record, padding }, layout, index);
      if (block.length < BLOCK_CHARACTERS) continue;
      yield block;
      block = '';
    }
    if (block !== '') yield block;
  }
  return { path, records: size.records, parts };
}
