import { toErrorRecord, toExitCode } from '@cortex/platform';
import { toPrintable, wrapText } from '@cortex/migration';
import { createColors } from 'picocolors';
import type { Output } from './output';

/** An error as a person reads it: what happened and what to do, then the code to look up. */
export function printError(output: Output, error: unknown): void {
  const { red, bold, dim } = createColors(output.color);
  const { code, message } = toErrorRecord(error);
  const [first = '', ...more] = wrapText(toPrintable(message), output.width - 2);
  const lines = [
    `${red('✖')} ${bold(first)}`,
    ...more.map((line) => `  ${bold(line)}`),
    `  ${dim(`${code}, exit code ${toExitCode(error)}; see docs/reference/errors.md`)}`,
  ];
  output.stderr.write(`${lines.join('\n')}\n`);
}

/** The same for a program: one line of JSON where the events went. */
export function printErrorAsJson(output: Output, error: unknown): void {
  const { code, message, fields } = toErrorRecord(error);
  const line = { type: 'error', code, message, fields, exitCode: toExitCode(error) };
  output.stdout.write(`${JSON.stringify(line)}\n`);
}
