import { readFile } from 'node:fs/promises';
import type { Mend } from '@cortex/migration';
import { CortexError } from '@cortex/platform';

/** The record that was mended by hand: its id and `--with` go together. */
export async function readMend(id: string | undefined, path: unknown): Promise<Mend | undefined> {
  if (id === undefined && path === undefined) return undefined;
  if (id === undefined || typeof path !== 'string') {
    throw new CortexError(
      'CLI_USAGE',
      'A mended record needs both: its id from "quarantine list", and --with <file>, which holds its bytes.',
    );
  }
  try {
    return { id, bytes: await readFile(path) };
  } catch (cause) {
    throw new CortexError(
      'CLI_USAGE',
      `"${path}" cannot be read. Give the file of the mended record in --with.`,
      {
        fields: { path },
        cause,
      },
    );
  }
}
