import { flagSyntax, formatQuota, type Option, type OptionSet, type Quota } from '@cortex/platform';

export interface OptionGroup {
  readonly title: string;
  readonly options: OptionSet;
}

const HEAD = `# Options

<!-- Generated from libs/platform/src/config. Do not edit: node tools/generate-reference.mjs -->

A flag wins over the environment variable, the variable over the default. An empty variable counts as not set. Variables
may also stand in a file \`.env\` in the working directory; \`.env.example\` has all of them.
`;

const ENV_HEAD = `# Generated from libs/platform/src/config. Do not edit: node tools/generate-reference.mjs
# Copy to .env and take the # away from what you want to set. What the process was started with wins.
`;

/** `docs/reference/options.md`. */
export function renderOptions(groups: readonly OptionGroup[]): string {
  const sections = groups.map(
    ({ title, options }) => `\n## ${title}\n${Object.values(options).map(renderOption).join('')}`,
  );
  return HEAD + sections.join('');
}

/** `.env.example`: every variable, commented out, with its default. A secret is left empty. */
export function renderEnvExample(groups: readonly OptionGroup[]): string {
  const sections = groups.map(({ title, options }) => {
    const lines = Object.values(options).map(
      (option) =>
        `\n# ${option.description}\n# Expected: ${option.expected}.\n# ${option.env}=${formatDefault(option)}\n`,
    );
    return `\n# --- ${title} ---\n${lines.join('')}`;
  });
  return ENV_HEAD + sections.join('');
}

function renderOption(option: Option<unknown>): string {
  const facts = [
    `Variable: \`${option.env}\`${option.isRepeatable ? ', several separated by commas' : ''}`,
    `Expected: ${option.expected}`,
    `Default: ${formatDefault(option) === '' ? 'none' : `\`${formatDefault(option)}\``}`,
    ...(option.secret ? ['Secret: never printed, never logged'] : []),
  ];
  const list = facts.map((fact) => `- ${fact.replaceAll('*', String.raw`\*`)}\n`).join('');
  return `\n### \`${flagSyntax(option)}\`\n\n${option.description}\n\n${list}`;
}

function formatDefault({ default: value }: Option<unknown>): string {
  if (isQuota(value)) return formatQuota(value);
  return typeof value === 'string' || typeof value === 'number' || value === true ? String(value) : '';
}

function isQuota(value: unknown): value is Quota {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
