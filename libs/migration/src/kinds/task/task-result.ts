import { memberOf } from '@cortex/domain';
import type { RowDraft } from '@cortex/domain';

import type { FieldReader } from '../../normalise/field-reader';

type ResultColumns = Pick<
  RowDraft<'tasks'>,
  'resultSummary' | 'resultData' | 'errorMessage' | 'errorDetails'
>;

const RESULTS = ['result', 'results', 'result_data', 'outcome'];
const ERRORS = ['error', 'failure', 'error_details'];

/** `result` and `error` are objects in some shapes and prose in others; an object is kept whole. */
export function readTaskResult(fields: FieldReader): ResultColumns {
  const result = structured(fields, RESULTS);
  const error = structured(fields, ERRORS);
  return {
    resultSummary:
      fields.text('result_summary', 'resolution') ??
      result.reader?.text('summary', 'message') ??
      fields.text('result', 'results', 'outcome', 'completion_notes'),
    resultData: result.name === null ? null : fields.json(result.name),
    errorMessage:
      fields.text('error_message', 'error', 'failure_reason') ??
      error.reader?.text('message', 'error_message', 'reason') ??
      null,
    errorDetails: error.name === null ? null : fields.json(error.name),
  };
}

interface Structured {
  readonly name: string | null;
  readonly reader: FieldReader | null;
}

function structured(fields: FieldReader, names: readonly string[]): Structured {
  const name = names.find((one) => {
    const type = memberOf(fields.node, one)?.type;
    return type === 'object' || type === 'array';
  });
  return name === undefined ? { name: null, reader: null } : { name, reader: fields.object(name) };
}
