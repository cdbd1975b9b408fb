import { PassThrough } from 'node:stream';
import { describeOutput } from './output';
import { watchStreams } from './watch-streams';

function failed(code: string): { exitCodes: number[]; said: string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const watched = watchStreams([stdout]);
  stdout.emit('error', Object.assign(new Error('write'), { code }));
  const output = { ...describeOutput(process, {}), stderr };
  const exitCodes = [0, 3, 4].map((given) => watched.toExitCode(given, output));
  const said: unknown = stderr.read();
  return { exitCodes, said: Buffer.isBuffer(said) ? said.toString() : '' };
}

describe('output that cannot be written', () => {
  it.each(['EPIPE', 'EIO'])('is nobody’s loss when its reader has gone (%s)', (code) => {
    expect(failed(code)).toEqual({ exitCodes: [0, 3, 4], said: '' });
  });

  it('is told at the end, and is not done, when it is cut off', () => {
    const { exitCodes, said } = failed('ENOSPC');
    expect(exitCodes).toEqual([1, 3, 4]);
    expect(said.replaceAll(/\s+/g, ' ')).toContain('The output cannot be written (ENOSPC)');
  });
});
