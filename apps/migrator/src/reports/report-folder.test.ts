import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseReportFolder } from './choose-report-folder';
import { prepareReportFolder, replaceFile, writeReportFiles } from './report-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cortex-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('prepareReportFolder', () => {
  it('makes the folder and leaves nothing in it', async () => {
    await prepareReportFolder(join(folder, 'a/b'));
    expect(readdirSync(join(folder, 'a/b'))).toEqual([]);
  });

  it('refuses a place where no file can be written, before anything began', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(prepareReportFolder(join(folder, 'file'))).rejects.toMatchObject({
      code: 'REPORT_UNWRITABLE',
      fields: { phase: 'before', folder: join(folder, 'file') },
    });
  });
});

describe('writeReportFiles', () => {
  it('replaces what an earlier run left', async () => {
    await writeReportFiles(folder, { 'report.md': 'one' });
    await writeReportFiles(folder, { 'report.md': 'two' });
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['report.md']);
  });
});

describe('replaceFile', () => {
  it('leaves the old file and no half of a new one when it fails', async () => {
    const path = join(folder, 'missing/report.md');
    await expect(replaceFile(path, 'x')).rejects.toThrow('ENOENT');
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('chooseReportFolder', () => {
  it('a folder that was asked for gets the report itself', () => {
    expect(chooseReportFolder('here', { reportDir: 'here' }, {}).of('run-1')).toBe('here');
    expect(chooseReportFolder('here', {}, { CORTEX_REPORT_DIRECTORY: 'here' }).of('run-1')).toBe('here');
  });

  it('the default one gets a folder per run', () => {
    expect(chooseReportFolder('.cortex/reports', {}, {}).of('run-1')).toBe('.cortex/reports/run-1');
  });
});
