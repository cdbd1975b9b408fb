import { describeOutput } from './output';

const streams = (isTTY: boolean, columns?: number) => {
  const stdout = { write: () => true, isTTY, ...(columns === undefined ? {} : { columns }) };
  return { stdout, stderr: { write: () => true } };
};

describe('describeOutput', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a file', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR, which counts as not set', true, { NO_COLOR: '' }, true],
    ['a terminal that is dumb', true, { TERM: 'dumb' }, false],
    ['a file with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['a file with FORCE_COLOR=0', false, { FORCE_COLOR: '0' }, false],
    ['both, NO_COLOR wins', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('colour for %s', (_, isTTY, environment, color) => {
    expect(describeOutput(streams(isTTY), environment).color).toBe(color);
  });

  it('draws anew only on a terminal that can', () => {
    expect(describeOutput(streams(true), {}).isInteractive).toBe(true);
    expect(describeOutput(streams(true), { TERM: 'dumb' }).isInteractive).toBe(false);
    expect(describeOutput(streams(false), { FORCE_COLOR: '1' }).isInteractive).toBe(false);
  });

  it('is 80 columns wide unless the terminal says otherwise, and never too narrow to read', () => {
    expect(describeOutput(streams(false), {}).width).toBe(80);
    expect(describeOutput(streams(true, 132), {}).width).toBe(132);
    expect(describeOutput(streams(true, 10), {}).width).toBe(40);
  });
});
