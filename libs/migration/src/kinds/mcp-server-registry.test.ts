import { mapValues, rowsOf } from '../test-support/map-values';
import { mcpServerRegistry } from './mcp-server-registry';

describe('MCP server registry', () => {
  it('maps servers to services, and related projects to repositories', () => {
    const registry = {
      registry: { last_updated: '2026-02-01T06:00:00Z' },
      servers: [
        {
          id: 'weather-mcp-server',
          name: 'Weather',
          repository: 'https://github.com/garden/weather-mcp-server',
          status: 'active',
          tags: ['rain'],
          capabilities: ['forecast'],
        },
      ],
      related_projects: [{ name: 'barometer', repository: 'https://github.com/garden/barometer' }],
    };
    const records = mapValues(mcpServerRegistry, 'coordination/mcp-registry/servers.json', [registry]);
    expect(rowsOf(records, 'assets')).toEqual([
      {
        assetId: 'weather-mcp-server',
        assetType: 'service',
        category: 'mcp-server',
        name: 'Weather',
        url: 'https://github.com/garden/weather-mcp-server',
        tags: ['rain'],
        healthStatus: { status: 'active' },
        metadata: { capabilities: ['forecast'] },
        derived: { category: 'document-kind' },
      },
      expect.objectContaining({ assetId: 'repo:garden/barometer', assetType: 'repository' }),
    ]);
  });
});
