import { chooseExistingDatabase } from './choose-local-database';
import { chooseTarget } from './choose-target';
import { nameLocalDatabase } from './name-local-database';

const choose = () => ({ name: 'x', tree: null });
const url = 'postgresql://me@db/x';

describe('chooseTarget', () => {
  it('is the local one unless a URL is given', () => {
    const dataDirectory = '.cortex';
    expect(chooseTarget({ target: undefined, databaseUrl: undefined, dataDirectory }, choose).kind).toBe(
      'local',
    );
    expect(chooseTarget({ target: undefined, databaseUrl: url, dataDirectory }, choose).kind).toBe(
      'existing',
    );
  });

  it('obeys --target local although the environment has a URL', () => {
    expect(chooseTarget({ target: 'local', databaseUrl: url, dataDirectory: 'd' }, choose)).toEqual({
      kind: 'local',
      dataDirectory: 'd',
      choose,
    });
  });

  it('refuses an existing database that nobody names', () => {
    const options = { target: 'existing', databaseUrl: undefined, dataDirectory: 'd' } as const;
    expect(() => chooseTarget(options, choose)).toThrow('--target existing needs to know which database');
  });
});

describe('nameLocalDatabase', () => {
  it('is readable and differs for two folders of one name', () => {
    expect(nameLocalDatabase('/srv/a/My Tree (1)')).toMatch(/^cortex_my_tree_1_[0-9a-f]{8}$/);
    expect(nameLocalDatabase('/srv/a/tree')).not.toBe(nameLocalDatabase('/srv/b/tree'));
  });

  it.each(['/', '/無名', `/${'x'.repeat(300)}`, '/"; DROP'])(
    'makes a name of %s that PostgreSQL takes',
    (path) => {
      expect(nameLocalDatabase(path)).toMatch(/^cortex_[a-z0-9_]{1,56}$/);
    },
  );
});

describe('chooseExistingDatabase', () => {
  const databases = ['/srv/one', '/srv/two'].map((tree) => ({ name: nameLocalDatabase(tree), tree }));

  it('takes the only one there is', async () => {
    const chooseOne = await chooseExistingDatabase(undefined);
    expect(chooseOne(databases.slice(0, 1))).toBe(databases[0]);
  });

  it('asks which one when there are several, and names them', async () => {
    const chooseOne = await chooseExistingDatabase(undefined);
    expect(() => chooseOne(databases)).toThrow('/srv/one, /srv/two. Say which one with --tree <dir>.');
  });

  it('finds the database of a tree, also of one that is gone', async () => {
    const chooseTwo = await chooseExistingDatabase('/srv/two');
    expect(chooseTwo(databases)).toBe(databases[1]);
  });

  it('says what to do when nothing was migrated yet', async () => {
    const chooseOne = await chooseExistingDatabase(undefined);
    expect(() => chooseOne([])).toThrow('Migrate it with "cortex-migrator run <tree>"');
  });
});
