import fc from 'fast-check';
import { migratorOptions } from './migrator-options';
import { formatQuota, isWithinQuota, quotaOption } from './quota';
import { flagKey, flagSyntax, parseOptions } from './parse-options';

const parse = (flags: Record<string, unknown>, environment: Record<string, string> = {}) =>
  parseOptions(migratorOptions, { flags, environment });

describe('parseOptions', () => {
  it('gives the defaults when nothing is set', () => {
    expect(parse({})).toMatchObject({
      databaseUrl: undefined,
      dataDirectory: '.cortex',
      maxQuarantine: { kind: 'count', count: 0 },
      include: [],
      json: false,
      logLevel: undefined,
      roles: 'create',
    });
  });

  it('a flag wins over the environment, the environment over the default', () => {
    expect(parse({}, { CORTEX_CHUNK_SIZE: '7' }).chunkSize).toBe(7);
    expect(parse({ chunkSize: '9' }, { CORTEX_CHUNK_SIZE: '7' }).chunkSize).toBe(9);
  });

  it('an empty environment variable counts as not set', () => {
    expect(parse({}, { CORTEX_CHUNK_SIZE: '', CORTEX_DATABASE_URL: '' }).chunkSize).toBe(5000);
  });

  it('reads switches from a flag and from words', () => {
    expect(parse({ json: true }, { CORTEX_VERBOSE: 'yes', CORTEX_ONCE: '0' })).toMatchObject({
      json: true,
      verbose: true,
      once: false,
    });
  });

  it('collects a repeatable flag, and splits the variable at commas', () => {
    expect(parse({ include: ['a/**', 'b,c'] }).include).toEqual(['a/**', 'b,c']);
    expect(parse({}, { CORTEX_INCLUDE: 'a/**, b/*.json,' }).include).toEqual(['a/**', 'b/*.json']);
  });

  it('names flag, variable and what was expected', () => {
    expect(() => parse({}, { CORTEX_CHUNK_SIZE: 'many' })).toThrow(
      'CORTEX_CHUNK_SIZE is "many", but must be a whole number from 1 to 1000000. Set it with --chunk-size or CORTEX_CHUNK_SIZE.',
    );
    expect(() => parse({ target: 'moon' })).toThrow(
      '--target is "moon", but must be one of local, existing.',
    );
    expect(() => parse({ dataDir: '' })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  it('does not repeat the value of a secret', () => {
    const planted = 'mysql://root:planted-secret@host/db';
    expect(() => parse({ databaseUrl: planted })).toThrow('--database-url must be a URL such as');
    expect(() => parse({ databaseUrl: planted })).not.toThrow('planted-secret');
  });

  it.each(['1.5', '1e3', '0x10', '99999999999999999999', '-1', ''])('"%s" is no chunk size', (text) => {
    expect(() => parse({ chunkSize: text })).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });
});

describe('the options of the migrator', () => {
  const options = Object.entries(migratorOptions);

  it.each(options)('%s is registered under its own name, and a secret has no default', (name, option) => {
    expect(option.name).toBe(name);
    expect(option.env).toMatch(/^CORTEX_[A-Z_]+$/);
    expect(option.flag).toMatch(/^--[a-z-]+$/);
    expect(option.description).toMatch(/\.$/);
    if (option.secret) expect(option.default).toBeUndefined();
  });

  it('no two share a flag or a variable', () => {
    expect(new Set(options.map(([, { flag }]) => flag)).size).toBe(options.length);
    expect(new Set(options.map(([, { env }]) => env)).size).toBe(options.length);
  });

  it('are registered with a command-line parser as flag and placeholder', () => {
    expect(flagSyntax(migratorOptions.reportDirectory)).toBe('--report-dir <dir>');
    expect(flagSyntax(migratorOptions.json)).toBe('--json');
    expect(flagKey(migratorOptions.reportDirectory)).toBe('reportDir');
  });
});

describe('a quota', () => {
  const option = quotaOption({ name: 'q', description: 'q.', default: { kind: 'count', count: 0 } });

  it('is a count or a percentage', () => {
    expect(option.parse(['12'])).toEqual({ kind: 'count', count: 12 });
    expect(option.parse(['2.5%'])).toEqual({ kind: 'ratio', ratio: 0.025 });
    for (const text of ['101%', '-1', '5 %', 'all', '']) expect(option.parse([text])).toBeUndefined();
  });

  it('is written as it was read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (tenths) => {
        const text = `${tenths / 10}%`;
        const quota = option.parse([text]);
        return quota !== undefined && formatQuota(quota) === text;
      }),
    );
  });

  it('lets through what is at the limit and stops what is above it', () => {
    expect(isWithinQuota({ kind: 'count', count: 2 }, 2, 10)).toBe(true);
    expect(isWithinQuota({ kind: 'count', count: 2 }, 3, 10)).toBe(false);
    expect(isWithinQuota({ kind: 'ratio', ratio: 0.1 }, 1, 10)).toBe(true);
    expect(isWithinQuota({ kind: 'ratio', ratio: 0.1 }, 2, 10)).toBe(false);
    expect(isWithinQuota({ kind: 'ratio', ratio: 0 }, 0, 0)).toBe(true);
  });
});
