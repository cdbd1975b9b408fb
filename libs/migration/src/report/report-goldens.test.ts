import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { format } from 'prettier/standalone';
import { smallReport } from '../test-support/small-report';
import { createReportJsonSchema } from './create-report-json-schema';
import { renderReportHtml } from './render-report-html';
import { renderReportMarkdown } from './render-report-markdown';
import { renderReportTerminal } from './render-report-terminal';

const GOLDENS = join(__dirname, 'golden');
const SCHEMA = join(__dirname, '../../../../docs/reference/report.schema.json');

/** UPDATE_GOLDENS=1 writes the files anew; what changed is then read in the diff. */
function expectGolden(file: string, content: string): void {
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, content);
  expect(content).toBe(readFileSync(file, 'utf8'));
}

/** As `npm run format` leaves it: the file is checked like any other. */
function formatJson(json: string): Promise<string> {
  return format(json, { parser: 'json', plugins: [babel, estree], printWidth: 110 });
}

describe('the report of a small fixed run', () => {
  it('is this page', async () => {
    expectGolden(join(GOLDENS, 'small-report.html'), await renderReportHtml(smallReport));
  });

  it('is this Markdown', () => {
    expectGolden(join(GOLDENS, 'small-report.md'), renderReportMarkdown(smallReport));
  });

  it('is this text on a terminal of 80 columns', () => {
    expectGolden(
      join(GOLDENS, 'small-report.txt'),
      renderReportTerminal(smallReport, { color: false, width: 80 }),
    );
  });
});

describe('docs/reference/report.schema.json', () => {
  it('is generated from the schema that reports are parsed with', async () => {
    expectGolden(SCHEMA, await formatJson(JSON.stringify(createReportJsonSchema())));
  });
});
