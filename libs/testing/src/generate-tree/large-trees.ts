import type { GeneratedFile } from './generated-file';
import { formatRecord, metricsSnapshot, routingPerformance, systemEvent, type MakeRecord } from './log-lines';
import { createCast } from './tree-cast';

/** Records that are made once; the rest differ from them in their number only, so that disks and not JSON set the pace. */
const TEMPLATES = 3_000;
const BLOCK_CHARACTERS = 1 << 20;
/** In every template, where its own number goes. */
const NUMBER = '#########';

/** One log of so many events, the plainest thing there is to load. */
export function* generateEventLog(records: number): Generator<GeneratedFile> {
  const templates = makeTemplates([systemEvent]);
  const parts = (): Iterable<string> => numberedLines(templates, { records, separator: '\n' });
  yield { path: 'coordination/events/bench.jsonl', records, parts };
}

/** One log of about so many bytes. */
export function* generateLargeLog(bytes: number): Generator<GeneratedFile> {
  const make = linesOf(bytes, '\n');
  yield { path: 'coordination/events/large.jsonl', records: make.records, parts: make.parts };
}

/** One file of about so many bytes that is one array of events. */
export function* generateLargeArray(bytes: number): Generator<GeneratedFile> {
  const make = linesOf(bytes, ',\n');
  function* parts(): Generator<string> {
    yield '{"events": [\n';
    yield* make.parts();
    yield `{"event_id":"last","event_type":"task.completed","timestamp":"2025-12-05T09:00:00Z"}\n]}\n`;
  }
  yield { path: 'coordination/event-buffer.json', records: make.records + 1, parts };
}

const MIXED: readonly MakeRecord[] = [systemEvent, systemEvent, metricsSnapshot, routingPerformance];

function linesOf(bytes: number, separator: string) {
  const templates = makeTemplates(MIXED);
  const characters =
    templates.reduce((sum, text) => sum + text.length + separator.length, 0) / templates.length;
  const records = Math.max(1, Math.round(bytes / characters));
  return { records, parts: () => numberedLines(templates, { records, separator }) };
}

interface Lines {
  readonly records: number;
  readonly separator: string;
}

function* numberedLines(templates: readonly string[], { records, separator }: Lines): Generator<string> {
  let block = '';
  for (let index = 0; index < records; index += 1) {
    const template = templates[index % templates.length] ?? '';
    block += template.replace(NUMBER, String(index).padStart(NUMBER.length, '0')) + separator;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}

function makeTemplates(makers: readonly MakeRecord[]): readonly string[] {
  const cast = createCast(1, 1);
  return Array.from({ length: TEMPLATES }, (_, index) => {
    const make = makers[index % makers.length] ?? systemEvent;
    return formatRecord({ id: `rec-${NUMBER}`, ...make(cast, index) }, 'lines', index).trimEnd();
  });
}
