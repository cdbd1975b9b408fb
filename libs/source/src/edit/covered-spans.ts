import type { EditSpan } from './edited-document';

/** Stretches of a document that are removed or replaced as a whole, outermost ones only. */
export class CoveredSpans {
  private readonly outermost: readonly EditSpan[];

  constructor(spans: readonly EditSpan[]) {
    const ordered = [...spans].sort((left, right) => left.start - right.start || right.end - left.end);
    const outermost: EditSpan[] = [];
    for (const span of ordered) {
      const last = outermost.at(-1);
      if (last === undefined || span.end > last.end) outermost.push(span);
    }
    this.outermost = outermost;
  }

  /** What is covered goes with the stretch that covers it; a stretch does not cover itself. */
  isInside(span: EditSpan): boolean {
    const cover = this.coverOf(span);
    return cover !== null && (cover.start !== span.start || cover.end !== span.end);
  }

  covers(span: EditSpan): boolean {
    return this.coverOf(span) !== null;
  }

  private coverOf(span: EditSpan): EditSpan | null {
    let low = 0;
    let high = this.outermost.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.outermost[middle]?.start ?? 0) <= span.start) low = middle + 1;
      else high = middle;
    }
    const cover = this.outermost[low - 1];
    if (cover === undefined || span.end > cover.end) return null;
    return cover;
  }
}
