import type { RunReport } from '@cortex/domain';
import { CortexError } from '@cortex/platform';
import { z } from 'zod';
import { reportSchema } from './report-schema';

/** A report that was stored earlier. Unknown fields of a newer version are left out. */
export function parseRunReport(value: unknown): RunReport {
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CortexError(
    'INTERNAL',
    `The stored report cannot be read by this version: ${z.prettifyError(parsed.error)}`,
  );
}
