import type { DocumentName } from '@cortex/domain';

import type { Kind } from './kind';
import { createKindMatcher } from './kind-matcher';

function kind(name: string, ...paths: string[]): Kind {
  const mappers = name === 'any' ? {} : { document: () => undefined };
  return { name, paths, format: 'json', layout: { records: [] }, mappers };
}

function nameOf(pathText: string, memberText: string | null = null): DocumentName {
  const member = memberText === null ? null : Buffer.from(memberText);
  return { path: Buffer.from(pathText), pathText, member, memberText };
}

const match = createKindMatcher([
  kind('queue', 'coordination/task-queue*.json'),
  kind('handoff', 'coordination/masters/*/handoffs/*.json{,.processed}'),
  kind('spec', 'worker-specs/**/*.json'),
  kind('any', '*'),
]);

describe('createKindMatcher', () => {
  it.each([
    ['coordination/task-queue.json', 'queue'],
    ['deep/scripts/coordination/task-queue.backup-1.json', 'queue'],
    ['coordination/task-queue.json.gz', 'queue'],
    ['coordination/masters/development/handoffs/a:b.json.processed', 'handoff'],
    [String.raw`coordination/masters/\ndevelopment/handoffs/x.json`, 'handoff'],
    ['coordination/worker-specs/archived/2025-11-16/x.json', 'spec'],
    ['coordination/worker-specs/x.json', 'spec'],
    ['coordination/.hidden', 'any'],
    ['coordination/tasks/[odd] (name)/x.json', 'any'],
  ])('gives %s the kind %s', (path, expected) => expect(match(nameOf(path))?.name).toBe(expected));

  it('asks for the path of a member, not of its archive', () => {
    expect(match(nameOf('coordination/task-queue.json', './worker-specs/old/x.json'))?.name).toBe('spec');
  });

  it('asks for the folder of the archive where the path of the member says nothing', () => {
    const archive = 'coordination/worker-specs/archived/old.tar.gz';
    expect(match(nameOf(archive, 'dev-worker-1.json'))?.name).toBe('spec');
    expect(match(nameOf(archive, './notes.md'))?.name).toBe('any');
    expect(match(nameOf(archive, 'coordination/task-queue.json'))?.name).toBe('queue');
  });

  it('gives the first of several kinds that match', () => {
    const [first, second] = [kind('first', '*.json'), kind('second', '*.json')];
    expect(createKindMatcher([first, second])(nameOf('x.json'))).toBe(first);
    expect(createKindMatcher([])(nameOf('x.json'))).toBeUndefined();
  });

  it('decides about a very long path by its end', () => {
    const path = `${'worker-specs/'.repeat(2_000)}coordination/task-queue.json`;
    expect(match(nameOf(path))?.name).toBe('queue');
  });
});
