import { cutMiddle } from '@cortex/migration';
import { createColors } from 'picocolors';
import { listWatchedRun, shareDone, type WatchedState } from './describe-watched-run';
import type { Output } from './output';

const NAME_COLUMNS = 11;
const MAX_BAR_COLUMNS = 60;
const PERCENT_COLUMNS = 6;

/** The run under way as a block of lines, a bar on top where it is known how much there is. */
export function drawWatchedRun(
  state: WatchedState,
  { color, width }: Pick<Output, 'color' | 'width'>,
): string {
  const { bold, dim, green } = createColors(color);
  const share = shareDone(state.run);
  const columns = Math.min(MAX_BAR_COLUMNS, width - PERCENT_COLUMNS);
  const filled = Math.round((share ?? 0) * columns);
  const percent = `${Math.floor((share ?? 0) * 100)} %`.padStart(PERCENT_COLUMNS);
  const bar = `${green('█'.repeat(filled))}${dim('░'.repeat(columns - filled))}${bold(percent)}`;
  const lines = listWatchedRun(state).map(
    ([name, text]) => `${dim(name.padEnd(NAME_COLUMNS))}${cutMiddle(text, width - NAME_COLUMNS)}`,
  );
  return `${[...(share === null ? [] : [bar]), ...lines].join('\n')}\n`;
}
