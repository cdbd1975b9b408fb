/** Codes of this folder; the manual page of each is its sentence in apply-migrations.ts. */
export type MigrationErrorCode =
  'schema_foreign' | 'schema_newer' | 'schema_edited' | 'migration_failed' | 'migration_lock_timeout';

export class MigrationError extends Error {
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'MigrationError';
    this.code = code;
  }
}
