import { CortexError } from '@cortex/platform';
import type { ChooseDatabase, Target } from './adapters';

export interface TargetOptions {
  readonly target: 'local' | 'existing' | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
}

/** The target that the options mean: the existing database when a URL is given, the local one otherwise. */
export function chooseTarget(
  { target, databaseUrl, dataDirectory }: TargetOptions,
  choose: ChooseDatabase,
): Target {
  const kind = target ?? (databaseUrl === undefined ? 'local' : 'existing');
  if (kind === 'local') return { kind, dataDirectory, choose };
  if (databaseUrl !== undefined) return { kind, databaseUrl };
  throw new CortexError(
    'CLI_USAGE',
    '--target existing needs to know which database: give --database-url, or set CORTEX_DATABASE_URL.',
  );
}
