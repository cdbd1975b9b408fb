import { toPrintable } from '../to-printable';

/** Markup that was escaped when it was made. Only `html` and `trustedHtml` make it. */
export class SafeHtml {
  constructor(readonly markup: string) {}
}

/** What may stand in a template: text is escaped, lists are joined, null and false leave nothing. */
export type HtmlValue = SafeHtml | string | number | null | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A page is written with this tag, so that escaping is what happens unless somebody asks for the opposite:
 * html`<td>${path}</td>`. Placeholders stand in text or in quoted attributes, never in scripts, styles or tag names.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  const parts = strings.flatMap((part, index) => [part, render(values[index] ?? null)]);
  return new SafeHtml(parts.join(''));
}

/** A sentence of this program in which `backticks` mark what is typed. */
export function htmlSentence(sentence: string): SafeHtml {
  const parts = sentence
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}

/** For markup that this program made itself: the charts and the style sheet. */
export function trustedHtml(markup: string): SafeHtml {
  return new SafeHtml(markup);
}

function render(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof SafeHtml) return value.markup;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeText(value);
  return value.map(render).join('');
}

function escapeText(text: string): string {
  return toPrintable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
