import type { Phase } from '@cortex/domain';
import { JsonView } from './json-view';
import { LiveView } from './live-view';
import type { Output } from './output';
import { PlainView } from './plain-view';
import type { ProgressView } from './progress-view';

export interface ProgressViewChoice {
  readonly output: Output;
  readonly json: boolean;
  /** Logs go to the same terminal: lines that are drawn anew would tear. */
  readonly hasLog: boolean;
  readonly phases: readonly Phase[];
  readonly now: () => Date;
}

/** JSON lines when asked for, a live list on a terminal, plain lines everywhere else. */
export function createProgressView({ output, json, hasLog, phases, now }: ProgressViewChoice): ProgressView {
  if (json) return new JsonView(output.stdout);
  if (output.isInteractive && !hasLog) return new LiveView({ phases, width: output.width, now });
  return new PlainView(output.stdout, now);
}
