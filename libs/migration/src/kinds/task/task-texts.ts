import type { RowDraft } from '@cortex/domain';

import type { Derivation } from '../../normalise/derivation';
import type { FieldReader } from '../../normalise/field-reader';

type TextColumns = Pick<RowDraft<'tasks'>, 'title' | 'description' | 'taskType' | 'category'>;

export interface TaskTexts {
  readonly columns: TextColumns;
  /** As the record says it or its first line does; null when only the id was left. */
  readonly title: string | null;
}

/** title, payload.title, name, first line of description or query, id (source-data.md §5). */
export function readTaskTexts(fields: FieldReader, taskId: string, derivation: Derivation): TaskTexts {
  const payload = fields.object('payload');
  const context = fields.object('context');
  const given =
    fields.text('title') ??
    payload?.text('title') ??
    fields.text('task_title', 'name', 'task_name', 'subject');
  const description =
    fields.text('description', 'details') ??
    payload?.text('description', 'query', 'prompt') ??
    fields.text('query', 'prompt') ??
    context?.text('description', 'task_description') ??
    null;
  const title = given ?? firstLine(fields.text('task', 'action', 'goal')) ?? firstLine(description);
  if (given === null) derivation.mark('title', title === null ? 'id' : 'first-line');
  return {
    title,
    columns: {
      title: title ?? taskId,
      description,
      taskType: fields.word('type', 'task_type', 'taskType'),
      category: fields.word('category') ?? payload?.word('category') ?? null,
    },
  };
}

function firstLine(text: string | null): string | null {
  const line = text
    ?.split(/\r?\n/)
    .map((one) => one.trim())
    .find((one) => one !== '');
  return line ?? null;
}
