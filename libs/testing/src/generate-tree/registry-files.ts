import { jsonFile, type GeneratedFile } from './generated-file';
import { systemEvent } from './log-lines';
import { MASTERS, type TreeCast } from './tree-cast';
import { writeText } from './write-text';

const AT = '2025-11-28T01:51:30-0600';
const CATEGORIES = [
  'schema',
  'prompt',
  'documentation',
  'scripts',
  'library',
  'ai',
  'configuration',
  'data',
] as const;
const ASSETS = 42;
const IDENTITIES = 76;
const BUFFERED = 178;

/** What stands once in every tree: registers of agents, assets, repositories, users, rules. */
export function* registryFiles(cast: TreeCast): Generator<GeneratedFile> {
  yield* agentRegistries(cast);
  yield* assetRegistries(cast);
  yield* governanceFiles(cast);
  const buffered = cast.scaled(BUFFERED);
  yield jsonFile('coordination/event-buffer.json', buffered, () => ({
    events: Array.from({ length: buffered }, (_, index) => systemEvent(cast, 8_000_000 + index)),
  }));
}

function* agentRegistries(cast: TreeCast): Generator<GeneratedFile> {
  const identities = cast.scaled(IDENTITIES);
  yield jsonFile('coordination/governance/identities/active-identities.json', identities, () => ({
    version: '1.0.0',
    identities: Object.fromEntries(Array.from({ length: identities }, (_, index) => identity(cast, index))),
  }));
  yield jsonFile('coordination/masters/coordinator/agent-index.json', MASTERS.length, () => ({
    version: '1.0.0',
    last_updated: '2025-11-27T00:00:00Z',
    agents: byMaster((master) => ({ description: `Handles ${master}`, capabilities: [master], domains: [] })),
  }));
  yield jsonFile('coordination/memory/long-term/agent-capabilities.json', MASTERS.length, () => ({
    version: '2.0.0',
    agents: byMaster((master) => ({ id: master, role: `${master} specialist`, expertise_areas: [master] })),
  }));
  yield jsonFile('coordination/status.json', 3, () => ({
    version: '1.0',
    updated_at: '2025-11-04T16:11:56Z',
    agents: Object.fromEntries(
      ['coordinator-agent', 'security-agent', 'development-agent'].map((agent) => [
        agent,
        { status: 'active', last_checkin: '2025-10-31T19:20:00Z', current_tasks: [], completed_today: 3 },
      ]),
    ),
  }));
  // Once, in the profiled tree, the folder of a master began with a line break.
  for (const folder of ['development', '\ndevelopment']) {
    yield jsonFile(`coordination/masters/${folder}/context/master-state.json`, 1, () => ({
      master_id: 'development',
      master_name: 'Development Master',
      initialized_at: '2025-11-03T19:08:19Z',
      status: 'idle',
      expertise: ['feature_development'],
    }));
  }
}

function byMaster(make: (master: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(MASTERS.map((master) => [`${master}-master`, make(master)]));
}

function identity(cast: TreeCast, index: number): readonly [string, unknown] {
  const name = index < MASTERS.length ? `${String(MASTERS[index])}-master` : `${cast.worker(index)}-${index}`;
  const value = {
    spiffe_id: `spiffe://cortex/agents/${name}`,
    role: index < MASTERS.length ? 'master' : 'worker',
    trust_level: 100,
    capabilities: ['workers:spawn'],
    created_at: '2025-11-26T13:04:03.219Z',
    status: 'active',
  };
  return [name, value];
}

function* assetRegistries(cast: TreeCast): Generator<GeneratedFile> {
  const assets = cast.scaled(ASSETS);
  yield jsonFile('coordination/catalog/asset-catalog.json', assets, () => ({
    generated_at: AT,
    assets: Array.from({ length: assets }, (_, index) => asset(cast, index)),
  }));
  yield jsonFile('coordination/catalog/indexes/by-type.json', 1, () => ({
    last_updated: AT,
    data: ['analytics.daily-usage', 'analytics.weekly-usage'],
    ai: ['routing.model'],
  }));
  yield jsonFile('coordination/repository-inventory.json', 20, () => ({
    version: '1.0',
    last_scan: '2025-11-01T19:26:20Z',
    repositories: Array.from({ length: 20 }, (_, index) => ({
      name: `harbor-labs/service-${index}`,
      description: writeText(cast.random('repository', index), 60),
      created_at: '2025-10-31T18:54:21Z',
      language: 'TypeScript',
      health_status: 'pending_catalog',
    })),
  }));
  yield jsonFile('coordination/mcp-registry/servers.json', 6, () => ({
    servers: Array.from({ length: 6 }, (_, index) => ({
      id: `mcp-server-${index}`,
      name: `Server ${index}`,
      repository: `https://example.com/harbor-labs/mcp-${index}`,
      status: 'active',
    })),
  }));
}

function asset(cast: TreeCast, index: number): unknown {
  const random = cast.random('asset', index);
  const category = CATEGORIES[index % CATEGORIES.length] ?? CATEGORIES[0];
  return {
    asset_id: index % 2 === 0 ? `schema-${index}.schema` : `prompt-${index}`,
    category,
    name: `${category}-${index}`,
    file_path: `coordination/${category}/${index}.json`,
    description: writeText(random, 60),
    owner: index === 0 ? 'coordinator-master' : 'platform',
    required_by: index > 2 && random.chance(0.2) ? [`schema-${(index >> 2) * 2}.schema`] : [],
    last_modified: '2025-11-27',
  };
}

function* governanceFiles(cast: TreeCast): Generator<GeneratedFile> {
  yield jsonFile('coordination/governance/policies/policy-definitions.json', 6, () => ({
    version: '1.0.0',
    last_updated: '2025-11-21T00:00:00Z',
    policies: Array.from({ length: 6 }, (_, index) => ({
      policy_id: `pol-00${index}`,
      name: `Policy ${index}`,
      category: 'resource',
      enabled: true,
      severity: 'high',
      rules: [{ rule_id: `rule-${index}`, description: writeText(cast.random('rule', index), 40) }],
    })),
  }));
  yield jsonFile('coordination/users.json', 3, () => ({
    users: ['admin', 'user', 'viewer'].map((role, index) => ({
      id: `user-1763314150542-${index}`,
      username: `somebody${index}`,
      email: `somebody${index}@example.com`,
      role,
      name: `Somebody ${index}`,
      created_at: '2025-11-16T17:29:10.542Z',
      status: 'active',
    })),
  }));
}
