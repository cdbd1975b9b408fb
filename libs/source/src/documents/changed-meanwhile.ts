import { CortexError } from '@cortex/platform';

/** A document changed while it was read. It is read again, so this reaches nobody outside of the library. */
export function changedMeanwhile(): CortexError {
  return new CortexError(
    'SOURCE_CHANGED',
    'A document changed while it was read. Stop the writers and run again.',
  );
}

export function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof CortexError && error.code === 'SOURCE_CHANGED';
}
