import { nameOption, type Option, type OptionTexts } from './option';

/** An upper limit: so many, or such a part of all. */
export type Quota =
  { readonly kind: 'count'; readonly count: number } | { readonly kind: 'ratio'; readonly ratio: number };

/** `12` is a count, `2.5%` a part of all. */
export function quotaOption(texts: OptionTexts & { readonly default: Quota }): Option<Quota> {
  return {
    ...nameOption(texts),
    placeholder: texts.placeholder ?? '<n|p%>',
    expected: 'a whole number such as 12, or a percentage from 0% to 100% such as 2.5%',
    secret: false,
    isRepeatable: false,
    default: texts.default,
    parse: (all) => toQuota(all.at(-1) ?? ''),
  };
}

/** Whether `part` of `total` is within the limit. The ratio is compared without rounding; of nothing, nothing is too much. */
export function isWithinQuota(quota: Quota, part: number, total: number): boolean {
  return quota.kind === 'count' ? part <= quota.count : part <= quota.ratio * total;
}

/** As it is written on a command line. */
export function formatQuota(quota: Quota): string {
  // 100 × a ratio read from a percentage is off by an ulp for some values; nobody writes more than 12 digits.
  return quota.kind === 'count' ? String(quota.count) : `${Number((quota.ratio * 100).toPrecision(12))}%`;
}

function toQuota(text: string): Quota | undefined {
  if (/^\d{1,15}$/.test(text)) return { kind: 'count', count: Number(text) };
  if (!/^\d{1,3}(?:\.\d{1,6})?%$/.test(text)) return undefined;
  const ratio = Number(text.slice(0, -1)) / 100;
  return ratio <= 1 ? { kind: 'ratio', ratio } : undefined;
}
