import { createTestDatabase, type TestDatabase } from '@cortex/testing';
import { copyInto } from './copy-into';
import { copyPieces } from './copy-pieces';

describe('copyInto', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.client.query('CREATE TABLE numbers (n integer, pad text)');
  });

  beforeEach(async () => {
    await database.client.query('TRUNCATE numbers');
  });

  afterAll(async () => {
    await database.drop();
  });

  const COPY = 'COPY numbers FROM STDIN';
  const count = async () => (await database.client.query('SELECT count(*)::int AS n FROM numbers')).rows[0].n;
  const line = (index: number) => `${index}\t${'x'.repeat(100)}\n`;

  it('sends many pieces and says how many rows arrived', async () => {
    expect(await copyInto(database.client, COPY, copyPieces(0, 50_000, line))).toBe(50_000);
    expect(await count()).toBe(50_000);
  });

  it('copies nothing when there is nothing', async () => {
    expect(await copyInto(database.client, COPY, [])).toBe(0);
  });

  it('rejects with what the server said in the middle of many pieces, and the session goes on', async () => {
    const pieces = copyPieces(0, 50_000, (index) => (index === 2_000 ? 'no number\tx\n' : line(index)));
    await expect(copyInto(database.client, COPY, pieces)).rejects.toMatchObject({ code: '22P02' });
    expect(await count()).toBe(0);
  });

  it('rejects when the table does not exist, and the session goes on', async () => {
    const copy = copyInto(database.client, 'COPY nowhere FROM STDIN', copyPieces(0, 10_000, line));
    await expect(copy).rejects.toMatchObject({ code: '42P01' });
    expect(await count()).toBe(0);
  });

  it('calls the COPY off when a piece cannot be made, and the session goes on', async () => {
    const pieces = copyPieces(0, 10_000, (index) => {
      if (index === 9_000) throw new RangeError('no such line');
      return line(index);
    });
    await expect(copyInto(database.client, COPY, pieces)).rejects.toThrow('no such line');
    expect(await count()).toBe(0);
  });

  it('rejects when the session is ended under it', async () => {
    const other = await createTestDatabase();
    await other.client.query('CREATE TABLE numbers (n integer, pad text)');
    other.client.on('error', () => {});
    const { rows } = await other.client.query('SELECT pg_backend_pid() AS pid');
    function* pieces(): Generator<Buffer> {
      yield Buffer.from(line(1));
      for (let index = 0; index < 200; index += 1) {
        if (index === 3) void database.client.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        yield Buffer.from(line(index).repeat(5_000));
      }
    }
    await expect(copyInto(other.client, COPY, pieces())).rejects.toThrow();
    await other.drop();
  });
});
