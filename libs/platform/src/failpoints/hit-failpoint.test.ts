import { armFailpoints, hitFailpoint } from './hit-failpoint';

const arm = (text: string, endThread?: () => void) => {
  armFailpoints({ CORTEX_FAILPOINTS: text }, endThread);
};

describe('hitFailpoint', () => {
  afterEach(() => armFailpoints({}));

  it('does nothing unless a test armed it', () => {
    armFailpoints({});
    expect(() => {
      hitFailpoint('gate.begin');
    }).not.toThrow();
  });

  it('acts at the given occurrence only', () => {
    arm('gate.begin@2=throw:ENOSPC');
    hitFailpoint('gate.begin');
    expect(() => {
      hitFailpoint('gate.begin');
    }).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    hitFailpoint('gate.begin');
    hitFailpoint('gate.end');
  });

  it('acts from an occurrence on when it has a plus', () => {
    arm('spool.write@2+=throw:EIO');
    hitFailpoint('spool.write');
    for (let hit = 0; hit < 2; hit += 1)
      expect(() => {
        hitFailpoint('spool.write');
      }).toThrow('EIO');
  });

  it('ends a thread by the way that the thread has given', () => {
    const ended = jest.fn();
    arm('scan.document=end-thread', ended);
    hitFailpoint('scan.document');
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('stands still for a delay', () => {
    arm('spool.write=delay:30');
    const started = performance.now();
    hitFailpoint('spool.write');
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
  });

  it.each([
    'gate.begin',
    'gate.begin=die',
    'no.such=kill',
    'gate.begin@0=kill',
    'gate.begin=throw',
    'x=kill:1',
  ])('refuses %s and says where the names are', (text) => {
    expect(() => {
      arm(text);
    }).toThrow(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        message: expect.stringContaining('docs/reference/failpoints.md'),
      }),
    );
  });
});
