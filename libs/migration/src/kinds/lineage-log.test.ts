import { mapValues, rowsOf } from '../test-support/map-values';
import { lineageLog } from './lineage-log';

const map = (record: unknown) =>
  mapValues(lineageLog, 'coordination/catalog/lineage/data-lineage.jsonl', [record]);
const edges = (record: unknown) => rowsOf(map(record), 'assetLineage');

describe('lineage log', () => {
  it('maps the flow of data', () => {
    expect(
      edges({
        lineage_id: 'l-1',
        source_asset: 'seeds',
        target_asset: 'beds',
        transformation: 'sowing by hand',
        timestamp: '2026-02-01T06:00:00Z',
      }),
    ).toEqual([
      {
        externalId: 'l-1',
        upstreamAssetId: 'seeds',
        downstreamAssetId: 'beds',
        lineageType: 'depends_on',
        discoveredAt: '2026-02-01T06:00:00.000000Z',
        metadata: { transformation: 'sowing by hand' },
        derived: { lineage_type: 'shape-of-record' },
      },
    ]);
  });

  it('maps what an agent used: the agent is the asset that depends on the data', () => {
    expect(edges({ agent_id: 'garden-worker-1', data_asset: 'seeds', operation: 'read' })).toEqual([
      {
        upstreamAssetId: 'seeds',
        downstreamAssetId: 'garden-worker-1',
        lineageType: 'used_by',
        discoveredBy: 'garden-worker-1',
        metadata: { operation: 'read' },
        derived: { lineage_type: 'shape-of-record' },
      },
    ]);
  });

  it('maps decisions, pairs of lists included', () => {
    expect(
      edges({ decision_id: 'd', input_data: 'seeds', decision_output: 'plan', confidence: 0.95 }),
    ).toEqual([
      expect.objectContaining({
        lineageType: 'decision',
        confidence: '0.95',
        metadata: { decision_id: 'd' },
      }),
    ]);
    expect(
      edges({ input_assets: ['seeds', 'soil'], output_assets: ['plan', 'soil'] }).map((edge) => [
        edge['upstreamAssetId'],
        edge['downstreamAssetId'],
      ]),
    ).toEqual([
      ['seeds', 'plan'],
      ['seeds', 'soil'],
      ['soil', 'plan'],
    ]);
  });

  it('maps operations on files by their own word', () => {
    const operation = {
      id: 'op-1',
      type: 'transform',
      source: 'a/seeds.json',
      target: 'a/beds.json',
      actor: 'development',
    };
    expect(edges(operation)).toEqual([
      expect.objectContaining({
        externalId: 'op-1',
        lineageType: 'transform',
        upstreamAssetId: 'a/seeds.json',
        discoveredBy: 'development-master',
      }),
    ]);
    expect(edges({ type: 'read', source: 'a/seeds.json', target: null, actor: 'digger' })).toEqual([
      expect.objectContaining({
        upstreamAssetId: 'a/seeds.json',
        downstreamAssetId: 'digger',
        lineageType: 'read',
      }),
    ]);
  });

  it('leaves the confidence NULL when it is none, and keeps the digits that the column cannot hold', () => {
    const pair = { source_asset: 'a', target_asset: 'b' };
    expect(edges(pair)[0]).not.toHaveProperty('confidence');
    expect(edges({ ...pair, confidence: '0.868' })[0]).toMatchObject({
      confidence: '0.87',
      metadata: { source_confidence: '0.868' },
    });
    expect(edges({ ...pair, confidence: 85 })[0]).toMatchObject({ metadata: { source_confidence: '85' } });
    expect(edges({ ...pair, confidence: 85 })[0]).not.toHaveProperty('confidence');
    expect(edges({ ...pair, confidence: 'N/A' })[0]).toMatchObject({ metadata: { confidence: 'N/A' } });
  });

  it('makes an event of what names no two ends, and nothing of what has no time either', () => {
    const span = { event_type: 'lineage_start', lineage_id: 'l-2', timestamp: '2026-02-01T06:00:00Z' };
    expect(rowsOf(map(span), 'auditLogs')).toEqual([
      expect.objectContaining({
        externalId: 'l-2',
        eventType: 'lineage_recorded',
        sourceEventType: 'lineage_start',
      }),
    ]);
    const life = {
      task_id: 'task-1',
      event_type: 'task_created',
      timestamp: '2026-02-01T06:00:00Z',
      actor: { type: 'user', id: 'anna' },
    };
    expect(rowsOf(map(life), 'auditLogs')).toEqual([
      expect.objectContaining({ eventType: 'task_created', taskId: 'task-1', agentId: 'anna' }),
    ]);
    expect(map({ source_asset: 'only one end' })[0]?.facts).toEqual([]);
  });
});
