import { defineConfig } from 'prisma/config';

// No datasource here: the command line generates and formats only. Migrations are applied by libs/data, which is given
// its connection by the caller and cannot mistake a live database for a shadow one.
export default defineConfig({
  schema: 'schema',
  migrations: { path: 'migrations' },
});
