/** What can be told about a failed database call without its data: never `detail`, `where` or parameters. */
export interface PostgresFailure {
  /** SQLSTATE, a system code such as ECONNREFUSED, or Prisma's code; undefined when the driver gave none. */
  readonly code: string | undefined;
  readonly message: string;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
}

const MAX_DEPTH = 6;

/**
 * The error and what lies below it, outermost first: `cause`, and the first of an AggregateError. Drivers wrap:
 * happy eyeballs gives an aggregate, Prisma hides the SQLSTATE in `cause.originalCode`.
 */
export function readPostgresFailures(error: unknown): readonly PostgresFailure[] {
  const failures: PostgresFailure[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && failures.length < MAX_DEPTH) {
    failures.push(readFailure(current));
    current = readInner(current);
  }
  return failures;
}

function readFailure(value: object): PostgresFailure {
  return {
    code: readText(value, 'originalCode') ?? readText(value, 'code') ?? readText(value, 'sqlState'),
    message: readText(value, 'originalMessage') ?? readText(value, 'message') ?? '',
    table: readText(value, 'table'),
    column: readText(value, 'column'),
    constraint: readText(value, 'constraint'),
  };
}

function readInner(value: object): unknown {
  const errors: unknown = Reflect.get(value, 'errors');
  const cause: unknown = Reflect.get(value, 'cause');
  return cause ?? (Array.isArray(errors) ? errors[0] : undefined);
}

function readText(value: object, key: string): string | undefined {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}
