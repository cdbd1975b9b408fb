import { declaredDependency } from './rules/declared-dependency.mjs';
import { fencedImport } from './rules/fenced-import.mjs';
import { fileBudget, functionBudget } from './rules/size-budgets.mjs';

/** The rules of this house that no published plugin has. */
export const cortexPlugin = {
  meta: { name: 'cortex' },
  rules: {
    'declared-dependency': declaredDependency,
    'fenced-import': fencedImport,
    'file-budget': fileBudget,
    'function-budget': functionBudget,
  },
};
