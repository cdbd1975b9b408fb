import { agentStatusWords } from './agent-status-words';
import { agentTypeWords } from './agent-type-words';
import { assetTypeWords } from './asset-type-words';
import { eventTypeWords } from './event-type-words';
import { policySeverityWords } from './policy-severity-words';
import { runStatusWords } from './run-status-words';
import { sensitivityWords } from './sensitivity-words';
import { severityWords } from './severity-words';
import { chatPriorityWords, taskPriorityWords } from './task-priority-words';
import { taskStatusWords } from './task-status-words';
import { userRoleWords } from './user-role-words';
import { violationStatusWords } from './violation-status-words';

type Words = Readonly<Record<string, string>>;

/** By table and field: the words of the source that stand for a word of the database, for who writes records. */
const tablesByColumn: Readonly<Record<string, readonly Words[]>> = {
  'agents.agentStatus': [agentStatusWords.words, runStatusWords.words],
  'agents.agentType': [agentTypeWords.words],
  'assets.assetType': [assetTypeWords.words],
  'assets.sensitivity': [sensitivityWords.words],
  'auditLogs.eventType': [eventTypeWords.words],
  'auditLogs.severity': [severityWords.words],
  'governancePolicies.severity': [policySeverityWords.words],
  'policyViolations.severity': [policySeverityWords.words],
  'policyViolations.status': [violationStatusWords.words],
  'tasks.taskPriority': [taskPriorityWords.words, chatPriorityWords.words],
  'tasks.taskStatus': [taskStatusWords.words],
  'users.role': [userRoleWords.words],
};

/** Agents borrow the words of runs, which mean something else there: those are tried for what they give. */
const BORROWED: Readonly<Record<string, Words>> = { 'agents.agentStatus': runStatusWords.words };

/** Words of the source that may stand for a word of the database; none for a column that has no words. */
export function sourceWordsFor(column: string, wanted: string): readonly string[] {
  const meaning = (tablesByColumn[column] ?? []).flatMap((words) =>
    Object.keys(words).filter((word) => words[word] === wanted),
  );
  return [...new Set([...meaning, ...Object.keys(BORROWED[column] ?? {})])];
}
