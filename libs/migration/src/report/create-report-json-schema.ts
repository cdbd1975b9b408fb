import { z } from 'zod';
import { reportSchema } from './report-schema';

/** JSON Schema (draft 2020-12) of `report.json`; newer reports with more fields still validate. */
export function createReportJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, { io: 'input' });
  return {
    $schema,
    title: 'Report of a migration run',
    description: 'Written by cortex-migrator as report.json. Fields are added, never renamed.',
    ...rest,
  };
}
