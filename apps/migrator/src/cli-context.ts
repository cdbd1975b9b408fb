import type { Environment } from '@cortex/platform';
import type { Adapters } from './target/adapters';
import type { Output } from './terminal/output';

/** Everything a command knows of the process it runs in. */
export interface CliContext {
  readonly output: Output;
  readonly environment: Environment;
  readonly adapters: Adapters;
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** User, host and process: for whoever finds the lock taken. */
  readonly holder: string;
  readonly version: string;
  /** Asks whoever sits at the terminal; null when nobody does. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
}
