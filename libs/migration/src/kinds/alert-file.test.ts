import { mapValues, rowsOf } from '../test-support/map-values';
import { alertFile } from './alert-file';

const rows = (alerts: unknown) =>
  rowsOf(mapValues(alertFile, 'coordination/health-alerts.json', [{ alerts }]), 'auditLogs');

describe('alert file', () => {
  it('maps the alerts that stand', () => {
    const alert = {
      id: 'alert-1',
      type: 'dashboard_failure',
      severity: 'medium',
      message: 'No light',
      created_at: '2026-02-01T06:00:00Z',
    };
    expect(rows([alert])).toEqual([
      expect.objectContaining({
        externalId: 'alert-1',
        eventType: 'system_error',
        severity: 'warning',
        eventSummary: 'No light',
      }),
    ]);
  });

  it('leaves rules for alerts in the archive', () => {
    expect(rows([{ name: 'Frost', condition: 'temperature < 0' }])).toEqual([]);
  });
});
