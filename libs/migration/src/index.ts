export type { MigrationDependencies, MigrationPlan, MigrationRequest, QuarantineLimit } from './run/migration-request';
export { MAPPER_VERSION } from './run/migration-request';
export { planMigration } from './run/plan-migration';
export type { RunRequest } from './run/run-migration';
export { runMigration } from './run/run-migration';
