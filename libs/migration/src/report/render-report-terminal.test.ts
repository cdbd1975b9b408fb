import { stripVTControlCharacters } from 'node:util';
import { calmReport, smallReport } from '../test-support/small-report';
import { renderReportTerminal } from './render-report-terminal';
import { displayWidth } from './terminal/display-width';

const WIDTHS = [40, 60, 80, 100];

describe('renderReportTerminal', () => {
  it.each(WIDTHS)('fits into %i columns', (width) => {
    for (const report of [smallReport, calmReport]) {
      const lines = renderReportTerminal(report, { color: false, width }).split('\n');
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  });

  it('says the same with colour and without', () => {
    const painted = renderReportTerminal(smallReport, { color: true, width: 80 });
    expect(painted).toContain('\u001b[');
    expect(stripVTControlCharacters(painted)).toBe(
      renderReportTerminal(smallReport, { color: false, width: 80 }),
    );
  });

  it('sends no byte to the terminal that a file name could have put there', () => {
    const text = renderReportTerminal(smallReport, { color: false, width: 80 });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('ends with the verdict: the last thing on the screen', () => {
    const lines = renderReportTerminal(calmReport, { color: false, width: 80 }).trimEnd().split('\n');
    expect(lines.slice(-3)).toEqual([
      '✔ Closed: all 17,956 records are accounted for.',
      '  Published to target local.',
      '  1,049 documents · 32.1 MB · 8.4 s · resumed · verification: not-run',
    ]);
  });

  it('names each quarantined record by path and byte, with what to do', () => {
    const text = renderReportTerminal(smallReport, { color: false, width: 100 });
    expect(text).toContain('coordination/old.tar.gz!worker-specs/無名.json:40960');
    expect(text).toContain('→ Correct the document at the byte given and run again.');
  });

  it('says plainly that nothing was verified', () => {
    expect(renderReportTerminal(calmReport, { color: false, width: 80 })).toContain('Verification: not-run');
  });

  it('stays short when a tree has a thousand warnings', () => {
    const warnings = Array.from(
      { length: 1000 },
      (_, index) => `link-${index}: not followed (symbolic link).`,
    );
    const text = renderReportTerminal({ ...calmReport, warnings }, { color: false, width: 80 });
    expect(text).toContain('more in the report');
    expect(text.split('\n').length).toBeLessThan(60);
  });
});
