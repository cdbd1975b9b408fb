import type { Fact, Note } from '@cortex/domain';

import { decodeTestJson } from '../test-support/decode-test-json';
import { testReaderContext } from '../test-support/test-reader-context';
import { createActorNames } from './actor-names';
import type { ActorNames } from './actor-names';
import { createFieldReader } from './create-field-reader';

function create(): { actors: ActorNames; facts: Fact[]; notes: Note[] } {
  const facts: Fact[] = [];
  const notes: Note[] = [];
  const actors = createActorNames({
    fact: (fact) => facts.push(fact),
    note: (code, subject) => notes.push({ code, subject }),
    quarantine: () => undefined,
  });
  return { actors, facts, notes };
}

describe('ActorNames', () => {
  it('gives the bare word of a usual master the row of the master', () => {
    const { actors, facts, notes } = create();
    expect(actors.idOf('development')).toBe('development-master');
    expect(facts).toEqual([]);
    actors.emit();
    expect(facts).toEqual([
      { type: 'alias', of: 'agents', alias: 'development', id: 'development-master', rule: 'master-name' },
    ]);
    expect(notes).toEqual([{ code: 'alias', subject: 'master-name' }]);
  });

  it('makes a name with a stray line break an alias too', () => {
    const { actors, facts } = create();
    expect(actors.idOf('\ndevelopment')).toBe('development-master');
    actors.emit();
    expect(facts.map((fact) => (fact.type === 'alias' ? fact.alias : ''))).toEqual([
      '\ndevelopment',
      'development',
    ]);
  });

  it('keeps a legacy agent as a row of its own that names its successor', () => {
    const { actors, facts, notes } = create();
    expect(actors.idOf('security-agent')).toBe('security-agent');
    actors.emit();
    expect(facts).toEqual([
      expect.objectContaining({
        type: 'agent',
        id: 'security-agent',
        row: {
          agentId: 'security-agent',
          agentType: 'master',
          configuration: '{"successor":"security-master"}',
        },
      }),
    ]);
    expect(notes).toEqual([{ code: 'alias', subject: 'legacy-agent-name' }]);
  });

  it('takes any family for a master where only masters stand', () => {
    const { actors } = create();
    expect(actors.idOf('logistics', 'declares-master')).toBe('logistics-master');
    expect(actors.idOf('logistics')).toBe('logistics');
    expect(actors.idOf('Resource Manager', 'declares-master')).toBe('resource-manager-master');
  });

  it.each([
    'user',
    'worker-implementation-005',
    'create-task-cli',
    'ddqd-v5-test',
    'platform-team',
    'claude',
    'a',
  ])('never takes %s for a master', (name) =>
    expect(create().actors.idOf(name, 'declares-master')).toBe(name),
  );

  it.each([null, '', '  ', 'none', 'N/A', 'unassigned', 'unknown'])('finds nobody in %j', (name) =>
    expect(create().actors.idOf(name)).toBeNull(),
  );

  it('leaves what names nobody where it was', () => {
    const { actors, notes } = create();
    const fields = createFieldReader(
      decodeTestJson('{"assigned_to":"unassigned","owner":"two\\nlines","worker":"worker-1"}'),
      testReaderContext(),
    );
    expect(actors.read(fields, ['assigned_to', 'owner', 'worker'])).toBe('worker-1');
    expect(fields.rest()).toBe('{"assigned_to":"unassigned","owner":"two\\nlines"}');
    expect(notes.map(({ code }) => code)).toEqual(['reference-ignored', 'reference-ignored']);
  });
});
