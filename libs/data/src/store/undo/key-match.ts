import type { TableShape } from '../table-catalog';

/** SQL: row `row` of the table is the one that `key`, an expression, names as `rowKeyOf` does. */
export function keyMatch({ key }: TableShape, row: string, rowKey: string): string {
  return key
    .map(({ name, type }, position) => {
      const part = key.length === 1 ? rowKey : `(${rowKey}::jsonb ->> ${position})`;
      return `${row}."${name}" = ${part}::${type}`;
    })
    .join(' AND ');
}
