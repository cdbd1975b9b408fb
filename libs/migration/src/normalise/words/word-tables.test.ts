import type { Note } from '@cortex/domain';

import { agentStatusWords } from './agent-status-words';
import { agentTypeWords } from './agent-type-words';
import { assetTypeWords } from './asset-type-words';
import { eventTypeWords } from './event-type-words';
import { readTaskStatus } from './read-task-status';
import { agentStatusOfRun, isEnded, isPlanned, runStatusWords } from './run-status-words';
import { sensitivityWords } from './sensitivity-words';
import { severityWords } from './severity-words';
import { chatPriorityWords, taskPriorityWords } from './task-priority-words';
import { taskStatusWords } from './task-status-words';
import { plainWord, readWord, shownWord } from './word-table';
import type { WordTable } from './word-table';

const silent = { note: (): void => undefined };

function read<Word extends string>(table: WordTable<Word>, raw: string | null): [Word, Note[]] {
  const notes: Note[] = [];
  const word = readWord(table, raw, { note: (code, subject) => notes.push({ code, subject }) });
  return [word, notes];
}

const meaning = <Word extends string>(table: WordTable<Word>, raw: string | null): Word =>
  readWord(table, raw, silent);

describe('words', () => {
  it.each([
    ['pending', 'pending'],
    ['queued', 'pending'],
    ['ready_to_spawn', 'pending'],
    ['pending_analysis', 'pending'],
    [null, 'pending'],
    ['worker_spawned', 'in_progress'],
    ['orchestrating', 'in_progress'],
    ['in_progress', 'in_progress'],
    ['in-progress', 'in_progress'],
    ['completed', 'completed'],
    ['COMPLETED', 'completed'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['killed', 'cancelled'],
    ['waiting', 'blocked'],
    ['blocked', 'blocked'],
  ])('reads the task status %s as %s', (raw, word) => expect(meaning(taskStatusWords, raw)).toBe(word));

  it('takes an assigned task for begun only when somebody began', () => {
    expect(readTaskStatus('assigned', false, silent)).toBe('pending');
    expect(readTaskStatus('Assigned', true, silent)).toBe('in_progress');
    expect(readTaskStatus('completed', true, silent)).toBe('completed');
    expect(readTaskStatus(null, true, silent)).toBe('pending');
  });

  it.each([
    ['CRITICAL', 'critical'],
    ['immediate', 'critical'],
    ['HIGH', 'high'],
    ['normal', 'medium'],
    [null, 'medium'],
    ['LOW', 'low'],
    ['3', 'medium'],
  ])('reads the priority %s as %s', (raw, word) => expect(meaning(taskPriorityWords, raw)).toBe(word));

  it.each([
    ['1', 'critical'],
    ['3', 'high'],
    ['5', 'medium'],
    ['7', 'low'],
  ])('reads the chat priority %s as %s', (raw, word) => expect(meaning(chatPriorityWords, raw)).toBe(word));

  it.each([
    ['active', 'running', 'active'],
    ['running', 'running', 'active'],
    ['busy', 'running', 'active'],
    ['healthy', 'running', 'active'],
    ['pending', 'pending', 'idle'],
    ['idle', 'pending', 'idle'],
    ['ready', 'pending', 'idle'],
    ['unknown', 'pending', 'idle'],
    ['stalled', 'stalled', 'suspended'],
    ['stuck', 'stalled', 'suspended'],
    ['completed', 'completed', 'terminated'],
    ['failed', 'failed', 'terminated'],
    ['zombie', 'zombie', 'terminated'],
    ['cancelled', 'cancelled', 'terminated'],
    ['killed', 'killed', 'terminated'],
    ['retired', 'retired', 'terminated'],
  ])('reads the run status %s as %s, its agent as %s', (raw, run, agent) => {
    expect(meaning(runStatusWords, raw)).toBe(run);
    expect(agentStatusOfRun(meaning(runStatusWords, raw))).toBe(agent);
    expect(meaning(agentStatusWords, raw)).toBe(agent);
    expect(isEnded(meaning(runStatusWords, raw))).toBe(agent === 'terminated');
  });

  it('takes a planned agent for suspended, without a run', () => {
    expect(meaning(agentStatusWords, 'planned')).toBe('suspended');
    expect(['planned', ' PLANNED', 'pending', null].map(isPlanned)).toEqual([true, true, false, false]);
  });

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['moderate', 'warning'],
    ['warn', 'warning'],
    ['informational', 'info'],
    ['LOW', 'info'],
  ])('reads the severity %s as %s', (raw, word) => expect(meaning(severityWords, raw)).toBe(word));

  it('reads types of assets, agents and sensitivities', () => {
    expect(
      ['schema', 'prompt', 'library', 'mcp-server', 'VM', 'quux'].map((raw) => meaning(assetTypeWords, raw)),
    ).toEqual(['configuration', 'documentation', 'service', 'service', 'infrastructure', 'other']);
    expect(['private', null, 'odd'].map((raw) => meaning(sensitivityWords, raw))).toEqual([
      'confidential',
      'internal',
      'confidential',
    ]);
    expect(meaning(agentTypeWords, 'observer')).toBe('observer');
  });

  it('is silent about the same word and notes every other decision', () => {
    expect(read(taskStatusWords, 'pending')).toEqual(['pending', []]);
    expect(read(taskStatusWords, 'queued')[1]).toEqual([
      { code: 'word-mapped', subject: 'tasks.task_status: queued → pending' },
    ]);
    expect(read(taskStatusWords, 'pending_review')).toEqual([
      'pending',
      [{ code: 'word-unknown', subject: 'tasks.task_status: pending_review → pending' }],
    ]);
  });

  it('is not fooled by names that every object has', () => {
    expect(meaning(taskStatusWords, 'constructor')).toBe('pending');
    expect(meaning(taskStatusWords, '__proto__')).toBe('pending');
  });

  it('shows words in notes, never contents', () => {
    expect(shownWord('pending_review')).toBe('pending_review');
    expect(shownWord('x'.repeat(41))).toBe('(no word)');
    expect(shownWord('<b>')).toBe('(no word)');
  });

  it('spells every word of its tables as it looks them up', () => {
    const tables = [taskStatusWords, taskPriorityWords, runStatusWords, agentStatusWords, severityWords];
    for (const { words } of [...tables, eventTypeWords, assetTypeWords, sensitivityWords, agentTypeWords]) {
      expect(Object.keys(words).filter((word) => plainWord(word) !== word)).toEqual([]);
    }
  });
});
