import { EventEmitter } from 'node:events';
import { toExitCode } from '../errors/to-exit-code';
import { listenForSignals } from './listen-for-signals';
import { startComponents, toStopError, type Component } from './start-components';

const never = new AbortController().signal;

function recordComponents() {
  const calls: string[] = [];
  const component = (name: string, more: Partial<Component> = {}): Component => ({
    name,
    start: () => void calls.push(`start ${name}`),
    stop: () => void calls.push(`stop ${name}`),
    ...more,
  });
  return { calls, component };
}

describe('startComponents', () => {
  it('starts in order and stops in reverse, once', async () => {
    const { calls, component } = recordComponents();
    const running = await startComponents([component('a'), component('b')], never);
    expect(await Promise.all([running.stop(), running.stop()])).toEqual([[], []]);
    expect(calls).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  it('when one does not start, stops those that did and throws its error', async () => {
    const { calls, component } = recordComponents();
    const broken = component('b', { start: () => Promise.reject(new Error('no port')) });
    await expect(startComponents([component('a'), broken, component('c')], never)).rejects.toThrow('no port');
    expect(calls).toEqual(['start a', 'stop a']);
  });

  it('starts nothing more once the signal is raised', async () => {
    const { calls, component } = recordComponents();
    const controller = new AbortController();
    const first = component('a', { start: () => controller.abort(new Error('stop now')) });
    await expect(startComponents([first, component('b')], controller.signal)).rejects.toThrow('stop now');
    expect(calls).toEqual(['stop a']);
  });

  it('collects what goes wrong while stopping and stops the rest', async () => {
    const { calls, component } = recordComponents();
    const failing = component('b', {
      stop: () => {
        throw new Error('stuck');
      },
    });
    const hanging = component('c', { stop: () => new Promise(() => {}), stopDeadlineMs: 5 });
    const running = await startComponents([component('a'), failing, hanging], never);
    const problems = await running.stop();
    expect(problems.map((problem) => problem.component)).toEqual(['c', 'b']);
    expect(toStopError(problems)?.message).toBe(
      'Not everything stopped cleanly. c: c did not stop within 5 ms.; b: stuck',
    );
    expect(calls).toContain('stop a');
    expect(toStopError([])).toBeUndefined();
  });
});

describe('listenForSignals', () => {
  it('the first signal aborts with a reason, the second ends the process with 130', () => {
    const source = new EventEmitter();
    const exit = jest.fn();
    const { signal } = listenForSignals(exit, source);
    source.emit('SIGINT', 'SIGINT');
    expect(signal.aborted).toBe(true);
    expect(toExitCode(signal.reason)).toBe(130);
    expect(exit).not.toHaveBeenCalled();
    source.emit('SIGTERM', 'SIGTERM');
    expect(exit).toHaveBeenCalledWith(130);
  });

  it('leaves no listener behind', () => {
    const source = new EventEmitter();
    listenForSignals(() => {}, source).dispose();
    expect(source.eventNames()).toEqual([]);
  });
});
