import { hostname, userInfo } from 'node:os';
import { listenForSignals, readEnvironment } from '@cortex/platform';
import { version } from '../package.json';
import { composeAdapters } from './compose';
import { runCli } from './run-cli';
import { confirm } from './terminal/confirm';
import { describeOutput } from './terminal/output';
import { watchStreams } from './terminal/watch-streams';

const environment = readEnvironment('.env');
const output = describeOutput(process, environment);
const signals = listenForSignals((code) => process.exit(code));

const unwritten = watchStreams([process.stdout, process.stderr]);

void runCli(process.argv.slice(2), {
  output,
  environment,
  adapters: composeAdapters(),
  signal: signals.signal,
  now: () => new Date(),
  holder: `${userInfo().username}@${hostname()} (process ${process.pid})`,
  version,
  confirm: process.stdin.isTTY && output.isInteractive ? confirm : null,
}).then((code) => {
  signals.dispose();
  process.exitCode = unwritten.toExitCode(code, output);
});
