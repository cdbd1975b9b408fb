import { tarGz } from '../tar';
import { jsonFile, textFile, toJson, type GeneratedFile } from './generated-file';
import { systemEvent } from './log-lines';
import { spellTime } from './spell-time';
import type { TreeCast } from './tree-cast';
import { workerSpec } from './worker-files';
import { writeText } from './write-text';

const EXECUTABLE = 0o755;
const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2025, 10, 1);
/** Members of a packed folder of worker specs. */
const PACKED = 12;
/** A packed file is a record beside those in it. */
const PACK_ITSELF = 1;

/** One event in a file of its own. */
export function eventFile(cast: TreeCast, index: number): GeneratedFile {
  const day = spellTime(FIRST_DAY_MS + (index % 40) * DAY_MS, 'date');
  // One name in the profiled tree holds colons.
  const name = index === 1 ? 'wf:2025-11-30T05:38:39' : `evt_20251130_${index}`;
  return jsonFile(`coordination/events/archive/${day}/${name}.json`, 1, () => ({
    ...systemEvent(cast, 9_000_000 + index),
    correlation_id: cast.task(index % cast.tasks).id,
  }));
}

/** JSON that is no record of any table: plans, states, configurations, schemas. */
export function plainJsonFile(cast: TreeCast, index: number): GeneratedFile {
  const random = cast.random('plain', index);
  const folder = random.pick([
    'config',
    'workflow-state/completed',
    'schemas',
    'project-management',
    'templates',
  ]);
  const name =
    folder === 'schemas' ? `thing-${index}.schema.json` : `${folder.replaceAll('/', '-')}-${index}.json`;
  return jsonFile(`coordination/${folder}/${name}`, 1, () => ({
    ...(folder === 'schemas'
      ? { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} }
      : {}),
    version: '1.0',
    description: writeText(random, 40 + random.below(600)),
    steps: Array.from({ length: random.below(12) }, (_, step) => ({ step, name: writeText(random, 20) })),
    limits: { timeout_seconds: 30, ratio: 0.25 },
  }));
}

/** Reports, notes, scripts, process ids. */
export function opaqueFile(cast: TreeCast, index: number): GeneratedFile {
  const random = cast.random('opaque', index);
  const kind = random.weighted([
    ['md', 60],
    ['txt', 20],
    ['sh', 8],
    ['index', 8],
    ['pid', 4],
  ]);
  const characters = kind === 'pid' ? 4 : 200 + random.below(random.chance(0.1) ? 30_000 : 4_000);
  const path = `coordination/reports/${kind}/report-${index}.${kind}`;
  if (kind === 'pid') return textFile(path, 1, () => `${1_000 + index}\n`);
  if (kind === 'sh')
    return { ...textFile(path, 1, () => `#!/bin/sh\necho "${writeText(random, 60)}"\n`), mode: EXECUTABLE };
  return textFile(
    path,
    1,
    () => `# Report ${index}\n\n${writeText(cast.random('report', index), characters)}\n`,
  );
}

export function policyFile(cast: TreeCast, index: number): GeneratedFile {
  const random = cast.random('policy', index);
  return jsonFile(`coordination/policies/policy-definitions/policy-${index}.json`, 1, () => ({
    policy_id: `policy-${index}`,
    name: writeText(random, 24),
    description: writeText(random, 80),
    version: '1.0.0',
    severity: random.pick(['critical', 'high', 'medium', 'low']),
    enabled: true,
    frameworks: ['soc2'],
    rules: [{ rule_id: `rule-${index}`, description: writeText(random, 60) }],
  }));
}

/** A folder of specs as it was packed away. */
export function packedSpecs(cast: TreeCast, index: number): GeneratedFile {
  const specs = Array.from({ length: PACKED }, (_, member) =>
    workerSpec(cast, 1_000_000 + index * PACKED + member),
  );
  const records = specs.reduce((sum, spec) => sum + spec.records, PACK_ITSELF);
  return textFile(
    `coordination/worker-specs/archive-202511${10 + (index % 20)}-${index}.tar.gz`,
    records,
    () =>
      tarGz(
        specs.map(({ value }, member) => ({
          name: `worker-specs/old/${value.worker_id}-${member}.json`,
          content: `${toJson(value)}\n`,
        })),
      ),
  );
}

/** A file that nobody can mend: planted, so that a run quarantines exactly these. */
export function brokenFile(index: number): GeneratedFile {
  return textFile(
    `coordination/tasks/broken-${index}.json`,
    1,
    () => `{"id": "broken-${index}", "title": "Cut off in`,
  );
}
