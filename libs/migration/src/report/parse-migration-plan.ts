import { z } from 'zod';
import type { MigrationPlan } from '../run/migration-request';
import { reportSchema } from './report-schema';

const planSchema = z.object({
  schemaVersion: z.literal(1),
  mapperVersion: z.string(),
  manifestHash: z.string(),
  targetFingerprint: z.string(),
  report: reportSchema,
}) satisfies z.ZodType<MigrationPlan>;

export type ParsedPlan = { readonly plan: MigrationPlan } | { readonly plan: null; readonly problem: string };

/** What `plan --out` wrote, read back; the problem names the first field that is not as it should be. */
export function parseMigrationPlan(value: unknown): ParsedPlan {
  const parsed = planSchema.safeParse(value);
  if (parsed.success) return { plan: parsed.data };
  const [issue] = parsed.error.issues;
  return { plan: null, problem: `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown'}` };
}
