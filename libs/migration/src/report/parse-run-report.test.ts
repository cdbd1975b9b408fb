import { smallReport } from '../test-support/small-report';
import { parseRunReport } from './parse-run-report';

describe('parseRunReport', () => {
  it('gives back what was written', () => {
    expect(parseRunReport(JSON.parse(JSON.stringify(smallReport)))).toEqual(smallReport);
  });

  it('says which field of a stored report it does not understand', () => {
    expect(() => parseRunReport({ ...smallReport, closes: 'yes' })).toThrow(/closes/);
  });
});
