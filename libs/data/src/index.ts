export { applyMigrations, refusalFor } from './migrations/apply-migrations';
export type { MigrationTarget } from './migrations/apply-migrations';
export { diagnoseMigrations, diagnoseMigrationsWith } from './migrations/diagnose-migrations';
export type { MigrationDiagnosis, MigrationState, QueryRunner } from './migrations/diagnose-migrations';
export { openMigrationStore, type MigrationStoreOptions } from './store/open-migration-store';
export type { OnStoreEvent, StoreEventFields } from './store/store-context';
export { fingerprintContent } from './store/fingerprint-content';
export { ensureDatabase, type NamedDatabase } from './databases/ensure-database';
export { listDatabases } from './databases/list-databases';
