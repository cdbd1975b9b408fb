import type { RunReport } from '@cortex/domain';
import { dispositions } from '../dispositions';
import { formatBytes } from '../format-bytes';
import { formatCount } from '../format-count';
import { formatDuration } from '../format-duration';
import { formatShare } from '../format-share';
import { toPrintable } from '../to-printable';
import type { BarChart } from './draw-bar-chart';
import type { Table } from './render-table';

/** Bars that a chart shows before it sums up the rest; the table beside it has all. */
const MAX_BARS = 14;

/** A chart and the same numbers as a table. */
export interface Figure {
  readonly chart: BarChart;
  readonly table: Table;
  /** What the colours mean, where the labels do not say it. */
  readonly legend?: readonly { readonly label: string; readonly swatch: string }[];
}

/** The figures of a report in reading order; those without any bar are left out. */
export function listFigures(report: RunReport): readonly Figure[] {
  const figures = [
    recordsFigure(report),
    rowsFigure(report),
    phasesFigure(report),
    kindRecordsFigure(report),
    kindBytesFigure(report),
  ];
  return figures.filter(({ chart }) => chart.labels.length > 0);
}

function recordsFigure({ records }: RunReport): Figure {
  const shown = dispositions.filter(({ key }) => records[key] > 0);
  return {
    chart: {
      name: 'chart-records',
      title: 'Records by disposition',
      description: `Each of the ${formatCount(records.read)} records has exactly one.`,
      labels: shown.map(({ label }) => label),
      series: shown.map(({ key, label }) => ({
        name: label,
        color: `--${key}`,
        values: shown.map((other) => (other.key === key ? records[key] : 0)),
      })),
      endLabels: shown.map(({ key }) => formatCount(records[key])),
    },
    table: {
      caption: 'Records by disposition',
      columns: [
        { title: 'Disposition' },
        { title: 'Records', numeric: true },
        { title: 'Share', numeric: true },
        { title: 'Meaning' },
      ],
      rows: dispositions.map(({ key, label, meaning }) => [
        label,
        formatCount(records[key]),
        formatShare(records[key], records.read),
        meaning,
      ]),
      footer: ['read', formatCount(records.read), '', ''],
    },
  };
}

function rowsFigure({ tables, run }: RunReport): Figure {
  const all = Object.entries(tables).map(([name, counts]) => ({ name, counts }));
  const shown = all
    .filter(({ counts }) => counts.total > 0)
    .toSorted((a, b) => b.counts.total - a.counts.total);
  const own = (key: 'inserted' | 'updated' | 'unchanged') => shown.map(({ counts }) => counts[key]);
  const rest = shown.map(({ counts }) =>
    Math.max(0, counts.total - counts.inserted - counts.updated - counts.unchanged),
  );
  const parts = [
    { name: 'inserted', color: '--inserted', values: own('inserted') },
    { name: 'updated', color: '--updated', values: own('updated') },
    { name: 'unchanged', color: '--unchanged', values: own('unchanged') },
    { name: 'others', color: '--other', values: rest },
  ].filter(({ values }) => values.some((value) => value > 0));
  return {
    legend: parts.map(({ name, color }) => ({ label: name, swatch: color.slice('--'.length) })),
    chart: {
      name: 'chart-rows',
      title: 'Rows per table',
      description: run.state === 'dry-run' ? 'As predicted, after a run.' : 'After the run.',
      labels: shown.map(({ name }) => name),
      series: parts,
      endLabels: shown.map(({ counts }) => formatCount(counts.total)),
    },
    table: {
      caption: 'Rows per table',
      columns: ['Table', 'Inserted', 'Updated', 'Unchanged', 'Total', 'Stubs', 'Seeds'].map(
        (title, index) => ({ title, numeric: index > 0 }),
      ),
      rows: all.map(({ name, counts }) => [
        name,
        ...[counts.inserted, counts.updated, counts.unchanged, counts.total, counts.stubs, counts.seeds].map(
          formatCount,
        ),
      ]),
    },
  };
}

type KindCounts = RunReport['kinds'][number];

function kindRecordsFigure(report: RunReport): Figure {
  return kindFigure(report, {
    name: 'chart-kind-records',
    title: 'Records by kind',
    description: 'What the documents of the tree are.',
    measure: ({ records }) => records,
    format: formatCount,
    color: '--kind-records',
  });
}

function kindBytesFigure(report: RunReport): Figure {
  return kindFigure(report, {
    name: 'chart-kind-bytes',
    title: 'Bytes by kind',
    description: 'Where the size of the tree is; members of archives count as unpacked.',
    measure: ({ bytes }) => bytes,
    format: formatBytes,
    color: '--kind-bytes',
  });
}

interface KindMeasure {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly measure: (counts: KindCounts) => number;
  readonly format: (value: number) => string;
  readonly color: string;
}

function kindFigure(
  { kinds }: RunReport,
  { name, title, description, measure, format, color }: KindMeasure,
): Figure {
  const sorted = kinds.toSorted((a, b) => measure(b) - measure(a));
  const bars = foldTail(sorted.map((counts) => ({ label: counts.kind, value: measure(counts) })));
  return {
    chart: {
      name,
      title,
      description,
      labels: bars.map(({ label }) => label),
      series: [{ name: title, color, values: bars.map(({ value }) => value) }],
      endLabels: bars.map(({ value }) => format(value)),
    },
    table: {
      caption: title,
      columns: ['Kind', 'Documents', 'Records', 'Bytes'].map((heading, index) => ({
        title: heading,
        numeric: index > 0,
      })),
      rows: sorted.map(({ kind, documents, records, bytes }) => [
        kind,
        formatCount(documents),
        formatCount(records),
        formatBytes(bytes),
      ]),
    },
  };
}

interface Bar {
  readonly label: string;
  readonly value: number;
}

function foldTail(bars: readonly Bar[]): readonly Bar[] {
  const shown = bars.filter(({ value }) => value > 0);
  if (shown.length <= MAX_BARS) return shown;
  const rest = shown.slice(MAX_BARS - 1);
  const sum = rest.reduce((total, { value }) => total + value, 0);
  return [...shown.slice(0, MAX_BARS - 1), { label: `${rest.length} other kinds`, value: sum }];
}

function phasesFigure({ timingsMs }: RunReport): Figure {
  const phases = Object.entries(timingsMs).map(([name, ms]) => ({ name: toPrintable(name), ms }));
  const total = phases.reduce((sum, { ms }) => sum + ms, 0);
  return {
    chart: {
      name: 'chart-phases',
      title: 'Time per phase',
      description: `${formatDuration(total)} in all.`,
      labels: phases.map(({ name }) => name),
      series: [{ name: 'time', color: '--phase', values: phases.map(({ ms }) => ms) }],
      endLabels: phases.map(({ ms }) => formatDuration(ms)),
    },
    table: {
      caption: 'Time per phase',
      columns: [{ title: 'Phase' }, { title: 'Time', numeric: true }, { title: 'Share', numeric: true }],
      rows: phases.map(({ name, ms }) => [name, formatDuration(ms), formatShare(ms, total)]),
    },
  };
}
