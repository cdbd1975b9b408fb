import type { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { Pool, QueryArrayConfig } from 'pg';

type Connection = Awaited<ReturnType<PrismaPg['connect']>>;

/** `"char"`: the engine's introspection selects it from pg_catalog, the stock adapter refuses it. */
const CHAR_OID = 18;
const TEXT_OID = 25;

/** `queryRaw` of the connection that reads columns of type `"char"` as text and reports them as characters. */
export function readCharColumns(connection: Connection, pool: Pool): Connection['queryRaw'] {
  const charColumns = presentCharAsText(pool);
  const queryRaw = connection.queryRaw.bind(connection);
  return async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns.get(result.rows) ?? []) {
      result.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return result;
  };
}

/** The adapter hands on the very array of rows that the driver made, so it can carry the note from one to the other. */
function presentCharAsText(pool: Pool): WeakMap<object, readonly number[]> {
  const charColumns = new WeakMap<object, readonly number[]>();
  const query = pool.query.bind(pool);
  const queryWithChars = async (config: string | QueryArrayConfig) => {
    if (typeof config === 'string') return query(config);
    const result = await query(config);
    const columns = result.fields.flatMap((field, at) => (field.dataTypeID === CHAR_OID ? [at] : []));
    for (const at of columns) Object.assign(result.fields[at] ?? {}, { dataTypeID: TEXT_OID });
    charColumns.set(result.rows, columns);
    return result;
  };
  Object.assign(pool, { query: queryWithChars });
  return charColumns;
}
