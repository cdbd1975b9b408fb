export { applyMigrations, refusalFor } from './migrations/apply-migrations';
export type { MigrationTarget } from './migrations/apply-migrations';
export { diagnoseMigrations, diagnoseMigrationsWith } from './migrations/diagnose-migrations';
export type { MigrationDiagnosis, MigrationState, QueryRunner } from './migrations/diagnose-migrations';
