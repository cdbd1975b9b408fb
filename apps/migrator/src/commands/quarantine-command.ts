import type { StoredQuarantine } from '@cortex/domain';
import { formatCount, formatInstant, remedyFor, toPrintable, wrapText } from '@cortex/migration';
import { CortexError, type FlagValues } from '@cortex/platform';
import type { CliContext } from '../cli-context';
import { formatTable } from '../terminal/format-table';
import { withStore } from './with-store';

const DEFAULT_LIMIT = 100;
const LABEL_COLUMNS = 10;

/** `quarantine list`: what could not be mapped, the oldest first. */
export async function quarantineListCommand(context: CliContext, flags: FlagValues): Promise<number> {
  const limit = parseLimit(flags['limit']);
  const { reason, run } = flags;
  return withStore(context, flags, async ({ store, options }) => {
    const items = await store.listQuarantine({
      limit,
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(typeof run === 'string' ? { runId: run } : {}),
    });
    const { stdout } = context.output;
    if (options.json) for (const item of items) stdout.write(`${JSON.stringify(item)}\n`);
    else stdout.write(formatItems(items, limit));
    return 0;
  });
}

/** `quarantine show <id>`: one record, what is wrong with it and what to do; with `--raw` its bytes and nothing else. */
export async function quarantineShowCommand(
  context: CliContext,
  id: string,
  flags: FlagValues,
): Promise<number> {
  return withStore(context, flags, async ({ store, options }) => {
    const item = await store.findQuarantine(id);
    if (item === null) throw notFound(id);
    const { raw, ...facts } = item;
    if (flags['raw'] === true) context.output.stdout.write(requireBytes(id, raw));
    else if (options.json) context.output.stdout.write(`${JSON.stringify(facts)}\n`);
    else context.output.stdout.write(formatItem(facts, context.output.width));
    return 0;
  });
}

function formatItems(items: readonly StoredQuarantine[], limit: number): string {
  if (items.length === 0) return 'Nothing is in quarantine.\n';
  const columns = [
    { title: 'ID', align: 'right' as const },
    { title: 'REASON' },
    { title: 'WHERE (path:byte)' },
    { title: 'REPLAYED' },
  ];
  const rows = items.map((item) => [
    item.id,
    item.reason,
    formatPlace(item),
    item.replayedAt === null ? '' : formatInstant(item.replayedAt),
  ]);
  const more = items.length < limit ? '' : `The first ${formatCount(limit)}; --limit shows more.\n`;
  return `${formatTable(columns, rows)}${more}`;
}

function formatItem(item: StoredQuarantine, width: number): string {
  const { meaning, remedy } = remedyFor(item.reason);
  const facts: readonly (readonly [string, string])[] = [
    ['Record', `#${item.ordinal}, ${formatCount(item.byteLength)} bytes`],
    ['Where', formatPlace(item)],
    ['Reason', `${item.reason}: ${meaning}`],
    ['Detail', item.detail],
    ['To do', remedy.replaceAll('`', '"')],
    ['Run', item.runId],
    ['Since', formatInstant(item.createdAt)],
    ['Replayed', item.replayedAt === null ? 'no' : formatInstant(item.replayedAt)],
  ];
  const lines = facts.flatMap(([label, value]) =>
    wrapText(toPrintable(value), width - LABEL_COLUMNS).map(
      (line, index) => `${(index === 0 ? label : '').padEnd(LABEL_COLUMNS)}${line}`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

function formatPlace({ pathText, memberText, byteOffset }: StoredQuarantine): string {
  return `${memberText === null ? pathText : `${pathText}!${memberText}`}:${byteOffset}`;
}

function requireBytes(id: string, raw: Buffer | null): Buffer {
  if (raw !== null) return raw;
  throw new CortexError(
    'QUARANTINE_NOT_FOUND',
    `The bytes of record ${id} are not kept apart; they stand in the archive it came from. "quarantine show ${id}" says where.`,
    { fields: { id } },
  );
}

function notFound(id: string): CortexError {
  return new CortexError(
    'QUARANTINE_NOT_FOUND',
    `No quarantined record has the id "${id}". "cortex-migrator quarantine list" shows what is there.`,
    { fields: { id } },
  );
}

function parseLimit(value: unknown): number {
  if (value === undefined) return DEFAULT_LIMIT;
  if (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new CortexError('CLI_USAGE', `--limit takes a whole number from 1, not ${JSON.stringify(value)}.`);
}
