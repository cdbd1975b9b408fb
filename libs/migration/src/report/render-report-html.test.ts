import { calmReport, smallReport } from '../test-support/small-report';
import { renderReportHtml } from './render-report-html';

describe('renderReportHtml', () => {
  it('loads nothing and runs nothing', async () => {
    const page = await renderReportHtml(smallReport);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b/i);
    expect(page).not.toMatch(/\bon\w+="/i);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
    expect(page).toContain(`default-src &#39;none&#39;`);
  });

  it('escapes whatever a file of the tree is called', async () => {
    const page = await renderReportHtml(smallReport);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  it('gives every chart a title, a description and a table of the same numbers', async () => {
    const page = await renderReportHtml(smallReport);
    const charts = page.match(/<svg\b.*?<\/svg>/gs) ?? [];
    expect(charts).toHaveLength(5);
    for (const chart of charts) {
      const [, title = '', description = ''] = /aria-labelledby="(\S+) (\S+)"/.exec(chart) ?? [];
      expect(chart).toContain(`<title id="${title}">`);
      expect(chart).toContain(`<desc id="${description}">`);
    }
    expect(page.match(/<summary>As a table<\/summary>/g)).toHaveLength(5);
  });

  it('uses every id once, and links only to what is there', async () => {
    const page = await renderReportHtml(smallReport);
    const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('draws the same picture every time', async () => {
    expect(await renderReportHtml(smallReport)).toBe(await renderReportHtml(smallReport));
  });

  it('takes its colours from the style sheet, so that the dark page and paper have theirs', async () => {
    const page = await renderReportHtml(smallReport);
    for (const chart of page.match(/<svg\b.*?<\/svg>/gs) ?? [])
      expect(chart).not.toMatch(/(?:fill|stroke)="(?:#|rgb)/);
  });

  it('says nothing of quarantine when nothing is in it', async () => {
    expect(await renderReportHtml(calmReport)).not.toContain('id="quarantine"');
  });

  it('shows a report of an empty run', async () => {
    const page = await renderReportHtml({
      ...calmReport,
      tables: {},
      kinds: [],
      timingsMs: {},
      closure: [],
      closes: false,
      records: {
        read: 0,
        inserted: 0,
        updated: 0,
        unchanged: 0,
        duplicate: 0,
        quarantined: 0,
        archivedOnly: 0,
      },
      run: { ...calmReport.run, state: 'failed', id: null },
    });
    expect(page).toContain('Failed: nothing was published.');
    expect(page).not.toContain('<svg');
  });
});
