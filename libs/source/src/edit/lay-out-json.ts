import { decodeJson } from '../json/decode-json';
import type { JsonStyle } from './json-style';
import { misplacedEdit } from './misplaced-edit';

/** How containers go over lines. */
export interface Expansion {
  readonly newline: string;
  /** Of the line that the value begins in. */
  readonly indent: string;
  readonly unit: string;
}

export interface JsonLayout {
  readonly style: JsonStyle;
  /** null: everything on one line. */
  readonly expansion: Expansion | null;
}

const TOKENS = /"(?:[^"\\]|\\[^])*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const MAX_DEPTH = 2000;

/** JSON with other white space between its tokens; the tokens stay as they are spelled. */
export function layOutJson(text: string, layout: JsonLayout): string {
  requireJson(text);
  const tokens = text.match(TOKENS) ?? [];
  return new TokenWriter(tokens, layout).write();
}

/** @throws CortexError EDIT_MISPLACED */
export function requireJson(text: string): void {
  const { fault } = decodeJson(Buffer.from(text), { isLenient: false, maxDepth: MAX_DEPTH });
  if (fault !== null)
    throw misplacedEdit('the text that it brings is no JSON.', { start: fault.offset, end: text.length });
}

interface OpenContainer {
  readonly isExpanded: boolean;
  readonly padding: string;
}

class TokenWriter {
  private readonly pieces: string[] = [];
  private readonly open: OpenContainer[] = [];

  constructor(
    private readonly tokens: readonly string[],
    private readonly layout: JsonLayout,
  ) {}

  write(): string {
    this.tokens.forEach((token, at) => this.take(token, at));
    return this.pieces.join('');
  }

  private take(token: string, at: number): void {
    const { style } = this.layout;
    if (token === '{' || token === '[') this.enter(token, at);
    else if (token === '}' || token === ']') this.leave(token, at);
    else if (token === ':') this.pieces.push(style.colon);
    else if (token === ',') this.pieces.push(this.isExpanded ? `,${this.breakLine()}` : style.comma);
    else this.pieces.push(token);
  }

  private get isExpanded(): boolean {
    return this.open.at(-1)?.isExpanded ?? false;
  }

  private enter(token: string, at: number): void {
    const { style, expansion } = this.layout;
    const isInside = expansion !== null && (this.open.at(-1)?.isExpanded ?? true);
    const isExpanded = isInside && !(token === '[' && style.keepsPlainArrays && this.isPlainArray(at));
    const padding = token === '{' ? style.bracePadding : style.bracketPadding;
    this.open.push({ isExpanded, padding });
    this.pieces.push(token);
    if (!this.isEmpty(at)) this.pieces.push(isExpanded ? this.breakLine() : padding);
  }

  private leave(token: string, at: number): void {
    const container = this.open.pop();
    const wasEmpty = this.isEmpty(at - 1);
    if (container && !wasEmpty) this.pieces.push(container.isExpanded ? this.breakLine() : container.padding);
    this.pieces.push(token);
  }

  /** The container that opens at a token has nothing in it. */
  private isEmpty(at: number): boolean {
    const opener = this.tokens[at];
    const closer = this.tokens[at + 1];
    return (opener === '{' && closer === '}') || (opener === '[' && closer === ']');
  }

  private isPlainArray(at: number): boolean {
    let stop = at + 1;
    while (stop < this.tokens.length && !'[]{}'.includes(this.tokens[stop] ?? '')) stop += 1;
    return this.tokens[stop] === ']';
  }

  private breakLine(): string {
    const { expansion } = this.layout;
    if (expansion === null) return '';
    return expansion.newline + expansion.indent + expansion.unit.repeat(this.open.length);
  }
}
