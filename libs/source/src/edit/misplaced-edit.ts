import { CortexError } from '@cortex/platform';

/** An edit that does not fit its document. `problem` is a sentence without any of the document's content. */
export function misplacedEdit(
  problem: string,
  span: { readonly start: number; readonly end: number },
): CortexError {
  const { start, end } = span;
  return new CortexError(
    'EDIT_MISPLACED',
    `A change does not fit bytes ${start} to ${end} of its document: ${problem} Nothing was changed; report this.`,
    { fields: { start, end } },
  );
}
