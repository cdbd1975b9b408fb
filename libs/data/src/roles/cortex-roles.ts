/**
 * The groups that logins become members of. They cannot sign in themselves and have no password.
 *
 * - `cortex_owner` owns every object: migrations, the migrator, undo. Reads raw documents and the installation's key.
 * - `cortex_api` reads and writes what services work with; no DDL, no raw bytes.
 * - `cortex_readonly` reads the same, without credentials' hashes.
 * - `cortex_backup` reads everything, raw bytes included.
 * - `cortex_replication` reads what the relay needs. Its logins need the attribute REPLICATION themselves: PostgreSQL
 *   does not inherit it through membership.
 */
export const cortexRoles = [
  'cortex_owner',
  'cortex_api',
  'cortex_readonly',
  'cortex_backup',
  'cortex_replication',
] as const;

export type CortexRole = (typeof cortexRoles)[number];

/** Roles whose rights are granted; the owner has them by owning. */
export const grantedRoles = ['cortex_api', 'cortex_readonly', 'cortex_backup', 'cortex_replication'] as const;

export type GrantedRole = (typeof grantedRoles)[number];
