import ts from 'typescript';

export interface SourceText {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const FORBIDDEN_WORDS = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'manager',
  'managers',
]);
/** Files that a tool or the house looks for under this very name. */
const FIXED_NAMES = new Set(['index', 'main', 'compose', 'prisma.config']);
/** A thread's entry point exports nothing: it answers messages. */
const THREAD_ENTRY = /-worker$/;
const SUFFIX = /(?:\.(?:pg|redis|e2e))?\.test$|\.d$/;

/** What is wrong with the name of a TypeScript file; empty when nothing is. */
export function findNamingProblems({ path, text }: SourceText): string[] {
  const folders = path.split('/');
  const stem = (folders.pop() ?? '').replace(/\.ts$/, '');
  const name = stem.replace(SUFFIX, '');
  if (FIXED_NAMES.has(name)) return [];
  const parts = [...folders, name];
  const badParts = parts
    .filter((part) => !KEBAB_CASE.test(part))
    .map((part) => `"${part}" is not kebab-case`);
  const badWords = parts
    .flatMap((part) => part.split('-'))
    .filter((word) => FORBIDDEN_WORDS.has(word))
    .map((word) => `"${word}" says nothing: name the concept`);
  const hasOwnExport = SUFFIX.test(stem) || isNamedAfterExport(name, text);
  return [...badParts, ...badWords, ...(hasOwnExport ? [] : [`nothing that it exports is called "${name}"`])];
}

function isNamedAfterExport(name: string, text: string): boolean {
  const exported = listExports(text);
  if (exported.length === 0) return THREAD_ENTRY.test(name);
  const words = name.split('-');
  const candidates = exported.map((candidate) => toKebabCase(candidate).split('-'));
  if (candidates.some((candidate) => isSubsequence(words, candidate))) return true;
  return candidates.length > 1 && candidates.some((candidate) => sharesWord(words, candidate));
}

/** Several functions on one concept stand under its name: `parse-number.ts` has `parseInteger` and `parseBigint`. */
function sharesWord(words: readonly string[], candidate: readonly string[]): boolean {
  const singular = new Set(candidate.map(toSingular));
  return words.some((word) => singular.has(toSingular(word)));
}

/** `row-key.ts` may export `rowKeyOf` and `diff-schema.ts` `diffToSchema`: the words, in their order, one or many. */
function isSubsequence(words: readonly string[], candidate: readonly string[]): boolean {
  let next = 0;
  for (const word of candidate) if (toSingular(word) === toSingular(words[next] ?? '')) next += 1;
  return next === words.length;
}

function toSingular(word: string): string {
  return word.replace(/s$/, '');
}

function listExports(text: string): string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2023);
  return file.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return listSpecifiers(statement);
    const isExported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      : false;
    return isExported === true ? listDeclared(statement) : [];
  });
}

function listSpecifiers({ exportClause }: ts.ExportDeclaration): string[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name }) => name.text);
}

function listDeclared(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

/** `planLoad`, `PlanLoad` and `PLAN_LOAD` → `plan-load`; `HTTPServer` → `http-server`. */
function toKebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
}
