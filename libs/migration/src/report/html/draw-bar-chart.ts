import type { EChartsOption } from 'echarts';

/** One part of every bar; `color` names a CSS variable of the report's style sheet. */
export interface BarSeries {
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
}

export interface BarChart {
  /** Makes the ids in the SVG unique in the page. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  /** Text at the end of each bar. */
  readonly endLabels: readonly string[];
}

const WIDTH_PX = 560;
const ROW_PX = 26;
const PADDING_PX = 6;
const BAR_PX = 15;
const LABEL_CHARACTERS = 26;
const PX_PER_CHARACTER = 8;
const FONT_PX = 13;

/**
 * Horizontal stacked bars as an SVG that needs no script, no font and no network. Colours are CSS variables: the same
 * picture serves the light page, the dark page and paper. The page shows a table beside it with the same numbers.
 */
export async function drawBarChart(chart: BarChart): Promise<string> {
  // Loaded only when a report is drawn: it is the largest part of the program by far.
  const { init } = await import('echarts');
  const height = chart.labels.length * ROW_PX + 2 * PADDING_PX;
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH_PX, height });
  try {
    canvas.setOption(toOption(chart));
    return cleanSvg(canvas.renderToSVGString(), chart);
  } finally {
    canvas.dispose();
  }
}

function toOption({ labels, series, endLabels }: BarChart): EChartsOption {
  const shown = labels.map(shorten);
  const labelWidth = Math.max(...shown.map(({ length }) => length), 1) * PX_PER_CHARACTER + PADDING_PX;
  const endWidth = Math.max(...endLabels.map(({ length }) => length), 1) * PX_PER_CHARACTER + 2 * PADDING_PX;
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', fontSize: FONT_PX },
    grid: { left: labelWidth, right: endWidth, top: PADDING_PX, bottom: PADDING_PX, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: largestTotal(series) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: shown,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)', fontSize: FONT_PX, interval: 0 },
    },
    series: [...series.map(toSeries), endLabelSeries(endLabels)],
  };
}

function toSeries({ name, color, values }: BarSeries) {
  return {
    type: 'bar' as const,
    name,
    stack: 'bars',
    silent: true,
    barWidth: BAR_PX,
    // What is there is seen, however small it is beside the largest.
    barMinHeight: 2,
    data: values.map((value) => (value > 0 ? value : null)),
    itemStyle: { color: `var(${color})` },
    emphasis: { disabled: true },
  };
}

/** ECharts labels parts, not sums: an empty part on top carries the text of the whole bar. */
function endLabelSeries(endLabels: readonly string[]) {
  return {
    type: 'bar' as const,
    stack: 'bars',
    silent: true,
    emphasis: { disabled: true },
    itemStyle: { color: 'none' },
    data: endLabels.map((text) => ({
      value: 0,
      label: {
        show: true,
        position: 'right' as const,
        color: 'var(--ink)',
        fontSize: FONT_PX,
        formatter: () => text,
      },
    })),
  };
}

function largestTotal(series: readonly BarSeries[]): number {
  const rows = series[0]?.values.length ?? 0;
  const totals = Array.from({ length: rows }, (_, row) =>
    series.reduce((sum, { values }) => sum + (values[row] ?? 0), 0),
  );
  return Math.max(1, ...totals);
}

/** Cuts in the middle: names of kinds and tables differ at both ends. */
function shorten(label: string): string {
  if (label.length <= LABEL_CHARACTERS) return label;
  const half = Math.floor((LABEL_CHARACTERS - 1) / 2);
  return `${label.slice(0, half)}…${label.slice(-half)}`;
}

/** Takes out what only scripts need and what differs from one drawing to the next; puts in what a reader needs. */
function cleanSvg(svg: string, { name, title, description }: BarChart): string {
  const body = svg
    .replace(/<style ?>.*?<\/style>\n?/gs, '')
    .replace(/ (?:class|xml:space|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${name}-`)
    .replace(/<rect [^>]*fill="none"[^>]*><\/rect>\n?/, '')
    .replace(/^<svg [^>]*viewBox="([^"]*)"[^>]*>/, (_, box: string) => openSvg(name, box));
  const texts = `<title id="${name}-title">${escapeXml(title)}</title>\n<desc id="${name}-desc">${escapeXml(description)}</desc>`;
  return body.replace('>', () => `>\n${texts}`);
}

function openSvg(name: string, viewBox: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" role="img" aria-labelledby="${name}-title ${name}-desc">`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
