import { columnsOf, plainFields, referencingFields, sqlTableName, toSnakeCase } from './table-columns';
import { tableSpecs, type TableName } from './table-specs';

const tables = Object.keys(tableSpecs).filter((name): name is TableName => name in tableSpecs);

describe('the columns of the tables', () => {
  it.each(tables)('of %s are referencing or plain, each once', (table) => {
    const fields = [...referencingFields(table), ...plainFields(table)];
    expect([...fields].sort()).toEqual(Object.keys(columnsOf(table)).sort());
  });

  it.each(tables)('of %s include its key', (table) => {
    for (const field of tableSpecs[table].key) expect(columnsOf(table)).toHaveProperty(field);
  });

  it('are called in SQL as the contract calls them', () => {
    expect(sqlTableName('tokenBudgetHistory')).toBe('token_budget_history');
    expect(toSnakeCase('masterAgentId')).toBe('master_agent_id');
  });
});
