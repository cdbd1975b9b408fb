import type { DocumentName } from '@cortex/domain';
import picomatch from 'picomatch';

import type { Kind } from './kind';

/**
 * A glob with several `**` may look at a path once per pair of its characters. Globs match at any depth, so the end of
 * a longer path decides as well as the whole of it.
 */
const LONGEST_PATH = 1_000;

/** First kind whose globs match; globs are compiled once. `undefined` only if the list has no catch-all. */
export function createKindMatcher(kinds: readonly Kind[]): (name: DocumentName) => Kind | undefined {
  const compiled = kinds.map((kind) => ({ kind, pattern: compileGlobs(kind.paths) }));
  return (name) => {
    const path = globPath(name);
    return compiled.find(({ pattern }) => pattern.test(path))?.kind;
  };
}

function compileGlobs(globs: readonly string[]): RegExp {
  const sources = globs.map(
    (glob) => picomatch.makeRe(`**/${glob}`, { dot: true, strictSlashes: true }).source,
  );
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'));
}

/** What globs are matched against: see `Kind.paths`. */
export function globPath(name: DocumentName): string {
  const path = (name.memberText ?? name.pathText).replace(/^(?:\.\/)+/, '').replace(/\.gz$/, '');
  return path.length <= LONGEST_PATH ? path : path.slice(path.indexOf('/', path.length - LONGEST_PATH) + 1);
}
