/**
 * Rule listeners that call `visit(specifier, node)` for every way in which a file can name another module:
 * import, export … from, import type, import(), require() and `import x = require()`.
 */
export function forEachImport(visit) {
  const visitSource = (node) => {
    if (node.source?.type === 'Literal') visit(String(node.source.value), node.source);
  };
  return {
    ImportDeclaration: visitSource,
    ExportNamedDeclaration: visitSource,
    ExportAllDeclaration: visitSource,
    ImportExpression: visitSource,
    TSImportType: visitSource,
    TSExternalModuleReference(node) {
      if (node.expression.type === 'Literal') visit(String(node.expression.value), node.expression);
    },
    CallExpression(node) {
      const [argument] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      if (argument?.type === 'Literal') visit(String(argument.value), argument);
    },
  };
}
