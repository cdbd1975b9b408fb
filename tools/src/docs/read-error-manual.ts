import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The manual page of one error code, as its doc comment says it. */
export interface ErrorPage {
  readonly code: string;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
}

export interface ErrorManual {
  /** What the codes of the file have in common. */
  readonly title: string;
  readonly pages: readonly ErrorPage[];
}

/** Reads the doc comments of a file with one exported object whose properties are error codes. */
export function readErrorManual(path: string): ErrorManual {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const literal = findObjectLiteral(statement.declarationList.declarations[0]?.initializer);
    if (literal !== undefined)
      return {
        title: readText(statement).meaning,
        pages: literal.properties.map((property) => readPage(property, file)),
      };
  }
  throw new Error(`${path} has no object of error codes`);
}

function findObjectLiteral(node: ts.Node | undefined): ts.ObjectLiteralExpression | undefined {
  if (node === undefined || ts.isObjectLiteralExpression(node)) return node;
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node)
    ? findObjectLiteral(node.expression)
    : undefined;
}

function readPage(property: ts.ObjectLiteralElementLike, file: ts.SourceFile): ErrorPage {
  return { code: property.name?.getText(file) ?? '', ...readText(property) };
}

function readText(node: ts.Node): Omit<ErrorPage, 'code'> {
  const tags = new Map(ts.getJSDocTags(node).map((tag) => [tag.tagName.text, join(tag.comment)]));
  const meaning = ts
    .getJSDocCommentsAndTags(node)
    .filter((part) => ts.isJSDoc(part))
    .map((part) => join(part.comment));
  return { meaning: meaning.join(' '), cause: tags.get('cause') ?? '', remedy: tags.get('remedy') ?? '' };
}

function join(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return (ts.getTextOfJSDocComment(comment) ?? '').replaceAll(/\s*\n\s*/g, ' ').trim();
}
