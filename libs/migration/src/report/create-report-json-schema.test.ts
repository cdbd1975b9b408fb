import Ajv2020 from 'ajv/dist/2020';
import { smallReport } from '../test-support/small-report';
import { createReportJsonSchema } from './create-report-json-schema';
import { noteMeanings } from './note-meanings';
import { quarantineRemedies } from './quarantine-remedies';

const validate = new Ajv2020({ allErrors: true }).compile(createReportJsonSchema());

describe('createReportJsonSchema', () => {
  it('accepts a report', () => {
    expect(validate(JSON.parse(JSON.stringify(smallReport)))).toBe(true);
  });

  it('knows every code of a decision and every reason of quarantine', () => {
    const decisions = Object.keys(noteMeanings).map((code) => ({ code, subject: 's', count: 1 }));
    const [record] = smallReport.quarantine.first;
    const first = Object.keys(quarantineRemedies).map((reason) => ({ ...record, reason }));
    const quarantine = { ...smallReport.quarantine, first };
    expect(validate({ ...smallReport, decisions, quarantine })).toBe(true);
  });

  it('accepts the report of a newer version that has more fields', () => {
    expect(validate({ ...smallReport, later: 1, run: { ...smallReport.run, later: 2 } })).toBe(true);
  });

  it.each([
    ['a missing count', { ...smallReport, records: { ...smallReport.records, read: undefined } }],
    ['a negative count', { ...smallReport, records: { ...smallReport.records, read: -1 } }],
    ['an unknown state', { ...smallReport, run: { ...smallReport.run, state: 'fine' } }],
    ['another version of the schema', { ...smallReport, schemaVersion: 2 }],
  ])('refuses %s', (_, report) => {
    expect(validate(JSON.parse(JSON.stringify(report)))).toBe(false);
  });
});
