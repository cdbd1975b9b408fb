import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { assetTypeWords } from './asset-type-words';
import { eventTypeWords, meaningOfEventType } from './event-type-words';
import { policySeverityWords } from './policy-severity-words';
import { sensitivityWords } from './sensitivity-words';
import { userRoleWords } from './user-role-words';
import { violationStatusWords } from './violation-status-words';
import { readWord } from './word-table';
import type { WordTable } from './word-table';

const MIGRATIONS = join(__dirname, '../../../../../prisma/migrations');

/** The words of an enum as the first migration creates it. */
function enumWords(name: string): string[] {
  const [first = ''] = readdirSync(MIGRATIONS).sort();
  const sql = readFileSync(join(MIGRATIONS, first, 'migration.sql'), 'utf8');
  const body = new RegExp(`CREATE TYPE ${name} AS ENUM \\(([^)]*)\\)`).exec(sql)?.[1] ?? '';
  return [...body.matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
}

const meaning = <Word extends string>(table: WordTable<Word>, raw: string): Word =>
  readWord(table, raw, { note: () => undefined });

describe('words of events', () => {
  it.each([
    ['worker.completed', 'task_completed'],
    ['task.failed', 'task_failed'],
    ['worker_started', 'agent_spawned'],
    ['orchestrator_started', 'agent_spawned'],
    ['zombie_process_terminated', 'agent_terminated'],
    ['coordinator_stopped', 'agent_terminated'],
    ['pii_detected', 'security_event'],
    ['security.scan_completed', 'security_event'],
    ['governance_override', 'security_event'],
    ['scan_completed', 'security_event'],
    ['Override.Requested', 'security_event'],
    ['pii', 'security_event'],
    ['quality', 'compliance_check'],
    ['compliance_audit', 'compliance_check'],
    ['quality_degradation', 'compliance_check'],
    ['system_ERROR', 'system_error'],
    ['Task-Created', 'task_created'],
  ])('read %s as %s', (raw, type) => {
    expect(meaningOfEventType(raw, null)).toEqual({
      type,
      note: { code: 'word-mapped', subject: `audit_logs.event_type: ${raw} → ${type}` },
    });
  });

  it('are not noted when they are the same word already', () => {
    expect(meaningOfEventType('task_created', null)).toEqual({ type: 'task_created', note: null });
  });

  it('say what is usual where the kind of the document knows better than the word', () => {
    expect(meaningOfEventType('auto_commit_push', 'git_operation').type).toBe('git_operation');
    expect(meaningOfEventType('auto_commit_push', null)).toEqual({
      type: 'other',
      note: { code: 'word-unknown', subject: 'audit_logs.event_type: auto_commit_push → other' },
    });
  });

  it.each(['constructor', '__proto__', 'toString'])('do not take %s for a word', (raw) => {
    expect(meaningOfEventType(raw, null).type).toBe('other');
  });
});

describe('words of governance', () => {
  it('grade policies by weight, not as log levels', () => {
    expect(
      ['HIGH', 'moderate', 'informational', 'grave'].map((raw) => meaning(policySeverityWords, raw)),
    ).toEqual(['high', 'medium', 'low', 'medium']);
  });

  it('leave a violation open until something says that it is over', () => {
    expect(
      ['detected', 'false-positive', 'in review', 'simmering'].map((raw) =>
        meaning(violationStatusWords, raw),
      ),
    ).toEqual(['open', 'resolved', 'acknowledged', 'open']);
  });

  it('give nobody more rights than a known word does', () => {
    expect(['admin', 'user', 'viewer', 'superuser'].map((raw) => meaning(userRoleWords, raw))).toEqual([
      'admin',
      'user',
      'readonly',
      'readonly',
    ]);
  });
});

describe('words of the database', () => {
  it.each([
    ['audit_event_type', eventTypeWords],
    ['asset_type', assetTypeWords],
    ['sensitivity_level', sensitivityWords],
  ])('are all in the enum %s', (name, table: WordTable<string>) => {
    const known = enumWords(name);
    const used = new Set([...Object.values(table.words), table.unknown, table.absent]);
    expect([...used].filter((word) => !known.includes(word))).toEqual([]);
  });
});
