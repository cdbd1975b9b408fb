import { formatBytes } from './format-bytes';
import { formatCount, formatCounted } from './format-count';
import { formatDuration } from './format-duration';
import { formatInstant } from './format-instant';
import { formatShare } from './format-share';
import { markdownCode, markdownTable, markdownText } from './markdown-text';
import { cutMiddle, displayWidth } from './terminal/display-width';
import { wrapText } from './terminal/wrap-text';
import { toPrintable } from './to-printable';

describe('numbers in reports', () => {
  it('group thousands', () => {
    expect([
      formatCount(0),
      formatCount(17_956),
      formatCounted(1, 'record'),
      formatCounted(2, 'record'),
    ]).toEqual(['0', '17,956', '1 record', '2 records']);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [32_104_880, '32.1 MB'],
    [480_000_000, '480 MB'],
    [999_600_000, '1.0 GB'],
    [5e15, '5000 TB'],
  ])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0 ms'],
    [640, '640 ms'],
    [8400, '8.4 s'],
    [59_960, '1 min 00 s'],
    [124_000, '2 min 04 s'],
    [3_900_000, '1 h 05 min'],
  ])('%i milliseconds are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1, 10_000, '< 0.1 %'],
    [9_999, 10_000, '> 99.9 %'],
    [1, 8, '12.5 %'],
  ])('%i of %i are %s', (part, whole, text) => expect(formatShare(part, whole)).toBe(text));

  it('an instant is readable, and anything else is left alone', () => {
    expect(formatInstant('2026-11-22T16:20:31.123Z')).toBe('2026-11-22 16:20:31 UTC');
    expect(formatInstant('yesterday')).toBe('yesterday');
  });
});

describe('toPrintable', () => {
  it.each([
    ['plain/päth.json', 'plain/päth.json'],
    ['\u001b[31m', '\\x1b[31m'],
    ['a\nb', 'a\\nb'],
    ['\u202egnp', '\\u{202e}gnp'],
    ['\ud800', '\\u{d800}'],
  ])('%j is shown as %s', (text, shown) => expect(toPrintable(text)).toBe(shown));
});

describe('Markdown', () => {
  it('text becomes neither HTML nor emphasis nor a link', () => {
    expect(markdownText('<b>*x*</b> [a](b)')).toBe('&lt;b&gt;\\*x\\*&lt;/b&gt; \\[a\\](b)');
  });

  it('code holds any number of backticks', () => {
    expect(markdownCode('a``b')).toBe('```a``b```');
    expect(markdownCode('`a')).toBe('`` `a ``');
  });

  it('a bar does not split a cell', () => {
    expect(markdownTable(['A', '#B'], [['x|y', '1']])).toBe('| A | B |\n| --- | ---: |\n| x\\|y | 1 |');
  });
});

describe('columns of a terminal', () => {
  it('counts wide characters twice and combining ones with their base', () => {
    expect([displayWidth('abc'), displayWidth('無名'), displayWidth('e\u0301'), displayWidth('😀')]).toEqual([
      3, 4, 1, 2,
    ]);
  });

  it('cuts in the middle and keeps both ends', () => {
    expect(cutMiddle('coordination/tasks/task-001.json', 16)).toBe('coordin…001.json');
    expect(displayWidth(cutMiddle('無名無名無名無名', 8))).toBeLessThanOrEqual(8);
  });

  it('breaks sentences at spaces only', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('', 7)).toEqual([]);
  });
});
