/** What the doc comments of the Prisma schema say of one object of the database, in the database's names. */
export interface ObjectDocs {
  readonly kind: 'table' | 'view' | 'type';
  readonly name: string;
  readonly comment: string;
  /** Column → comment, in the order of the schema; empty for a type. */
  readonly columns: ReadonlyMap<string, string>;
}

const BLOCK = /^((?:\/\/\/.*\n)*)(model|view|enum) (\w+) \{\n([\s\S]*?)^\}/gm;
const FIELD = /^((?:\s*\/\/\/.*\n)*)\s+(\w+)\s+\S+(.*)$/gm;
const KINDS = { model: 'table', view: 'view', enum: 'type' } as const;

/**
 * Reads the `///` comments of a *.prisma file. Not Prisma's own parser: that one is part of its native tooling, and
 * the files follow one form (`prisma format`).
 */
export function parseSchemaDocs(schema: string): readonly ObjectDocs[] {
  return [...schema.matchAll(BLOCK)].map(([, docs = '', keyword = '', name = '', body = '']) => ({
    kind: KINDS[keyword as keyof typeof KINDS],
    name: /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name,
    comment: joinDocs(docs),
    columns: keyword === 'enum' ? new Map<string, string>() : parseColumns(body),
  }));
}

function parseColumns(body: string): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const [, docs = '', name = '', attributes = ''] of body.matchAll(FIELD)) {
    // Relations are no columns.
    if (attributes.includes('@relation(')) continue;
    columns.set(/@map\("([^"]+)"\)/.exec(attributes)?.[1] ?? name, joinDocs(docs));
  }
  return columns;
}

function joinDocs(docs: string): string {
  return docs
    .split('\n')
    .map((line) => line.replace(/^\s*\/\/\/ ?/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}
