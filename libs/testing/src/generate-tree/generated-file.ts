/** One file of a generated tree; its content is made when it is asked for. */
export interface GeneratedFile {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  readonly mode?: number;
  /** What a run will read from it. */
  readonly records: number;
  /** The same parts each time, so that a file of any size need not lie in memory. */
  parts(): Iterable<string | Uint8Array>;
}

/** A file of one value, indented as the scripts write it. */
export function jsonFile(path: string, records: number, make: () => unknown): GeneratedFile {
  return textFile(path, records, () => `${toJson(make())}\n`);
}

export function textFile(path: string, records: number, make: () => string | Uint8Array): GeneratedFile {
  return { path, records, parts: () => [make()] };
}

/** A number with this spelling, which `JSON.stringify` would lose. */
export function spelled(number: string): string {
  return `\u0001${number}\u0001`;
}

export function toJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replaceAll(/"\\u0001([^"\\]*)\\u0001"/g, '$1');
}

/** Whether item `index` of `count` is one of `planted`, spread evenly. */
export function isPlanted(index: number, count: number, planted: number): boolean {
  return Math.floor(((index + 1) * planted) / count) > Math.floor((index * planted) / count);
}
