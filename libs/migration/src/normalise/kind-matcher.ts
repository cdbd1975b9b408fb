import type { DocumentName } from '@cortex/domain';
import picomatch from 'picomatch';

import type { Kind } from './kind';

/**
 * A glob with several `**` may look at a path once per pair of its characters. Globs match at any depth, so the end of
 * a longer path decides as well as the whole of it.
 */
const LONGEST_PATH = 1_000;

/**
 * First kind whose globs match; globs are compiled once. `undefined` only if the list has no catch-all.
 *
 * The member of an archive goes by its own path. Where that says nothing of it (`dev-worker-1.json` in
 * `worker-specs/archived/old.tar.gz`), the archive's folder does.
 */
export function createKindMatcher(kinds: readonly Kind[]): (name: DocumentName) => Kind | undefined {
  const compiled = kinds.map((kind) => ({ kind, pattern: compileGlobs(kind.paths) }));
  const claim = (path: string): Kind | undefined => compiled.find(({ pattern }) => pattern.test(path))?.kind;
  return (name) => {
    const kind = claim(globPath(name.memberText ?? name.pathText));
    const saysNothing = kind === undefined || Object.keys(kind.mappers).length === 0;
    if (name.memberText === null || !saysNothing) return kind;
    const folder = name.pathText.slice(0, name.pathText.lastIndexOf('/') + 1);
    return claim(globPath(`${folder}${name.memberText.replace(/^(?:\.\/)+/, '')}`)) ?? kind;
  };
}

function compileGlobs(globs: readonly string[]): RegExp {
  const sources = globs.map(
    (glob) => picomatch.makeRe(`**/${glob}`, { dot: true, strictSlashes: true }).source,
  );
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'));
}

/** What globs are matched against: see `Kind.paths`. */
function globPath(text: string): string {
  const path = text.replace(/^(?:\.\/)+/, '').replace(/\.gz$/, '');
  return path.length <= LONGEST_PATH ? path : path.slice(path.indexOf('/', path.length - LONGEST_PATH) + 1);
}
