import { mapValues, rowsOf } from '../test-support/map-values';
import { vmInventory } from './vm-inventory';

const PATH = 'coordination/masters/inventory/lab-vm-inventory.json';

describe('VM inventory', () => {
  it('maps machines to infrastructure, with the time of the listing as a derived one', () => {
    const inventory = {
      timestamp: '2026-02-01T06:00:00.200850Z',
      vms: [
        {
          id: 'lxc/7',
          vmid: 7,
          name: 'greenhouse',
          type: 'lxc',
          tags: 'warm;wet',
          status: 'running',
          uptime: 51274,
          cpu: 4.9e-5,
        },
      ],
    };
    expect(rowsOf(mapValues(vmInventory, PATH, [inventory]), 'assets')).toEqual([
      {
        assetId: 'lxc/7',
        assetType: 'infrastructure',
        category: 'vm',
        subcategory: 'lxc',
        name: 'greenhouse',
        tags: ['warm', 'wet'],
        healthStatus: { status: 'running', uptime: 51274 },
        discoveredAt: '2026-02-01T06:00:00.200850Z',
        metadata: { vmid: 7, cpu: 4.9e-5 },
        derived: { category: 'document-kind', discovered_at: 'inventory.timestamp' },
      },
    ]);
  });

  it('takes the number of a machine where it has no id', () => {
    expect(rowsOf(mapValues(vmInventory, PATH, [{ containers: [{ vmid: 7 }] }]), 'assets')).toEqual([
      expect.objectContaining({ assetId: '7' }),
    ]);
  });
});
