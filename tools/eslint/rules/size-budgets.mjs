import { builtinRules } from 'eslint/use-at-your-own-risk';

// A reason is a sentence, not a word to get past the rule.
const EXCUSE = /^\s*over budget:\s*\S+(?:\s+\S+){2,}/;

/** ESLint's max-lines, except in a file whose first comment is `// over budget: <reason>`. */
export const fileBudget = withExcuse('max-lines', (sourceCode) => {
  const [first] = sourceCode.getAllComments();
  const firstToken = sourceCode.ast.tokens[0];
  const isOnTop = first !== undefined && (firstToken === undefined || first.range[1] <= firstToken.range[0]);
  return () => isOnTop && EXCUSE.test(first.value);
});

/** ESLint's max-lines-per-function, except for a function below a comment `// over budget: <reason>`. */
export const functionBudget = withExcuse('max-lines-per-function', (sourceCode) => (node) => {
  const statement = findStatement(node);
  return sourceCode.getCommentsBefore(statement).some((comment) => EXCUSE.test(comment.value));
});

function withExcuse(coreRuleName, makeIsExcused) {
  const coreRule = builtinRules.get(coreRuleName);
  return {
    meta: coreRule.meta,
    create(context) {
      const isExcused = makeIsExcused(context.sourceCode);
      const report = (descriptor) => {
        if (!isExcused(descriptor.node)) context.report(descriptor);
      };
      return coreRule.create(Object.create(context, { report: { value: report } }));
    },
  };
}

/** The node in front of which a reader would write the comment. */
function findStatement(node) {
  let current = node;
  while (!/Declaration$|Statement$|^(?:Program|MethodDefinition|PropertyDefinition)$/.test(current.type))
    current = current.parent;
  return current.parent?.type === 'ExportNamedDeclaration' ? current.parent : current;
}
