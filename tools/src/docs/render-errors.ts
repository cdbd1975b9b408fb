import type { ErrorCodeEntry } from '@cortex/platform';
import type { ErrorManual, ErrorPage } from './read-error-manual';

const HEAD = `# Errors

<!-- Generated from libs/platform/src/errors/codes. Do not edit: node tools/generate-reference.mjs -->

Every error of the product has one of these codes. A message names the thing that failed and what to do; here is the
rest. Programs end with one of these exit codes:

- \`0\` done
- \`1\` failed, nothing published
- \`2\` usage: a wrong argument, option or source
- \`3\` done, with records in quarantine that \`--max-quarantine\` allows
- \`4\` refused before anything began
- \`130\` interrupted
`;

type Entries = Readonly<Record<string, ErrorCodeEntry>>;

/** `docs/reference/errors.md`. */
export function renderErrors(manuals: readonly ErrorManual[], entries: Entries): string {
  const sections = manuals.map(({ title, pages }) => {
    const [heading = '', lead = ''] = title.split(/: (.*)/s);
    const sentence = lead.charAt(0).toUpperCase() + lead.slice(1);
    return `\n## ${heading}\n\n${sentence}\n${pages.map((page) => renderPage(page, entries)).join('')}`;
  });
  return HEAD + sections.join('');
}

function renderPage({ code, meaning, cause, remedy }: ErrorPage, entries: Entries): string {
  const entry = entries[code];
  if (entry === undefined) throw new Error(`${code} is documented and not registered`);
  const facts = `Exit code ${formatExitCode(entry)} · HTTP ${entry.httpStatus}`;
  return `\n### ${code}\n\n${meaning}\n\n- Cause: ${cause}\n- Remedy: ${remedy}\n- ${facts}\n`;
}

function formatExitCode({ exitCode }: ErrorCodeEntry): string {
  if (typeof exitCode === 'number') return String(exitCode);
  return `${exitCode.before} before anything began, ${exitCode.during} under way`;
}
