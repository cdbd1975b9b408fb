// Rules of docs/style.md that are one selector each, for ESLint's no-restricted-syntax.

const NO_DEFAULT_EXPORT = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name; no default exports.' },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Export by name; no default exports.',
  },
  { selector: 'ExportAllDeclaration', message: 'List the exports one by one; no `export *`.' },
];

const NO_ASSERTION = [
  {
    selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
    message: 'No `as` outside a parser: parse at the border (a *parse* or *decode* file) and trust inside.',
  },
  { selector: 'TSTypeAssertion', message: 'No type assertion outside a parser.' },
];

const READ_ENV = 'Only libs/platform reads the environment: declare an option there.';
const NO_ENV = [
  { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: READ_ENV },
  { selector: 'MemberExpression[object.name="process"][property.value="env"]', message: READ_ENV },
  {
    selector: 'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
    message: READ_ENV,
  },
];

const EXIT = 'Only apps/*/src/main.ts ends the process: return an exit code.';
const NO_EXIT = [
  { selector: 'CallExpression[callee.object.name="process"][callee.property.name="exit"]', message: EXIT },
  { selector: 'CallExpression[callee.object.name="process"][callee.property.value="exit"]', message: EXIT },
];

const NO_BARE_ERROR = [
  {
    selector: 'ThrowStatement > NewExpression[callee.name=/^(?:Error|TypeError|RangeError|AggregateError)$/]',
    message: 'Throw an error of the code registry in @cortex/platform.',
  },
];

const NO_SLEEP = [
  {
    selector: 'CallExpression[callee.name=/^(?:setTimeout|setInterval)$/]',
    message: 'A test does not sleep: wait for a condition with a deadline, or inject the clock.',
  },
];

/** The selectors for one group of files; every rule is named once, here. */
export function restrictedSyntax({ parser, test, platform, main, bareErrors, sleeping }) {
  return [
    'error',
    ...NO_DEFAULT_EXPORT,
    ...(parser || test ? [] : NO_ASSERTION),
    ...(platform || test ? [] : NO_ENV),
    ...(main ? [] : NO_EXIT),
    ...(bareErrors || test ? [] : NO_BARE_ERROR),
    ...(sleeping ? [] : NO_SLEEP),
  ];
}
