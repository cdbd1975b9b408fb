import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { image: string; command: string[]; ports: string[]; environment: Readonly<Record<string, string>> }
    >
  >;
}

const { services } = parse(readFileSync(join(__dirname, '../compose.yaml'), 'utf8')) as Compose;

describe('the compose file', () => {
  it('opens ports on the loopback interface only', () => {
    for (const { ports } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('holds no password, and refuses to start without one', () => {
    for (const { environment } of Object.values(services)) {
      const secrets = Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|TOKEN|KEY/.test(name));
      expect(secrets.length).toBeGreaterThan(0);
      for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
    }
  });

  it('starts the PostgreSQL that the product is made for', () => {
    const { postgres } = services;
    expect(postgres?.image).toBe('postgres:16');
    expect(postgres?.command).toContain('wal_level=logical');
    expect(postgres?.environment['POSTGRES_INITDB_ARGS']).toContain('--encoding=UTF8');
  });
});
