export { buildTree, type TreeContent, type TreeEntries, type TreeEntry } from './build-tree';
export {
  createMigratedDatabase,
  createTestDatabase,
  migrationsDirectory,
  testServerUrl,
  type TestDatabase,
} from './create-test-database';
export { generateEventLog, generateLargeArray, generateLargeLog } from './generate-tree/large-trees';
export type { GeneratedFile } from './generate-tree/generated-file';
export { generateTree, PROFILED_FILES, type TreeShape } from './generate-tree/generate-tree';
export {
  buildGeneratedTree,
  toTreeEntries,
  writeGeneratedTree,
  type WrittenTree,
} from './generate-tree/write-generated-tree';
export { runSql } from './run-sql';
export { createDisposablePostgres, type DisposablePostgres } from './create-disposable-postgres';
export { startFaultProxy, type FaultProxy } from './start-fault-proxy';
export { startPostgres16 } from './start-postgres16';
export { createRandom, type Random } from './generate-tree/random';
export { startPostgres15, type PostgresServer } from './start-postgres15';
export { gzip, tar, tarGz, type TarMember } from './tar';
export { temporaryDirectory, type TemporaryDirectory } from './temporary-directory';
export { waitFor, type WaitForOptions } from './wait-for';
export { withSession } from './with-session';
