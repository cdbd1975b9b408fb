import { PrismaPg } from '@prisma/adapter-pg';
import { createMigratedDatabase, type TestDatabase } from '@cortex/testing';
import { PrismaClient } from '../generated/prisma/client';

describe('the Prisma client', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  it('writes and reads entities in camel case, with versions and relations', async () => {
    await prisma.agent.create({ data: { agentId: 'w', agentType: 'worker' } });
    const created = await prisma.task.create({
      data: { taskId: 't', title: 'T', assignedToAgentId: 'w', tags: ['a'], metadata: { deep: [1, '0.10'] } },
    });
    expect(created).toMatchObject({ taskStatus: 'pending', version: 1n, metadata: { deep: [1, '0.10'] } });
    const updated = await prisma.task.update({ where: { taskId: 't' }, data: { taskStatus: 'completed' } });
    expect(updated.version).toBe(2n);
    const found = await prisma.task.findUniqueOrThrow({
      where: { taskId: 't' },
      include: { assignedToAgent: true },
    });
    expect(found.assignedToAgent?.agentType).toBe('worker');
  });

  it('reads assets although their search vector has a type of its own', async () => {
    await prisma.asset.create({ data: { assetId: 'a', assetType: 'service', name: 'Auth' } });
    expect(await prisma.asset.findMany({ where: { assetType: 'service' } })).toMatchObject([
      { name: 'Auth' },
    ]);
  });

  it('reads views and materialized views', async () => {
    await database.client.query(`SELECT refresh_materialized_views('test')`);
    expect(await prisma.assetCatalogSummary.findMany()).toMatchObject([
      { assetType: 'service', assetCount: 1n },
    ]);
    expect(await prisma.workerEfficiencySnapshot.findUnique({ where: { agentId: 'w' } })).toMatchObject({
      tasksCompleted: 1n,
    });
  });

  it('keeps bytes as they are', async () => {
    const path = Uint8Array.from([0x0a, 0xff, 0x3a]);
    await prisma.coordinationDocument.create({
      data: {
        ...{ path, pathText: '?', kind: 'task-queue', size: 3n, sha256: path, parseStatus: 'opaque' },
        ...{
          recordCount: 1,
          envelopeBytes: 0n,
          separatorBytes: 0n,
          chunks: { create: { chunkNo: 0, bytes: path } },
        },
      },
    });
    const [document] = await prisma.coordinationDocument.findMany({ include: { chunks: true } });
    expect(document?.path).toEqual(path);
    expect(document?.chunks[0]?.bytes).toEqual(path);
  });
});
