import type { RunReport } from '@cortex/domain';
import { formatCount, formatCounted } from './format-count';
import { toPrintable } from './to-printable';

export type Tone = 'good' | 'warn' | 'bad' | 'neutral';

/** What a person has to know in the first five seconds. */
export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly explanation: string;
}

type State = RunReport['run']['state'];

/** The one judgement of a report; terminal, Markdown and HTML print the same sentence. */
export function judgeReport(report: RunReport): Verdict {
  const broken = report.closure.some(({ holds }) => !holds);
  const finished = report.run.state === 'published' || report.run.state === 'unchanged';
  if (broken || (finished && !report.closes)) return judgeOpenBooks(report);
  if (report.verification === 'different') return judgeDifference(report);
  return judgeState[report.run.state](report);
}

function judgeOpenBooks({ closure, run }: RunReport): Verdict {
  const failing = closure.filter(({ holds }) => !holds).length;
  return {
    tone: 'bad',
    headline: 'Not closed: the counts of the database do not add up.',
    explanation:
      `${formatCounted(failing, 'equation')} of ${formatCount(closure.length)} do not hold. ` +
      (run.state === 'published' ? 'Do not use this database.' : 'Nothing was published.'),
  };
}

function judgeDifference({ run }: RunReport): Verdict {
  return {
    tone: 'bad',
    headline: 'Closed, but the database differs from the tree.',
    explanation:
      run.state === 'published'
        ? 'The verification found differences. Do not use this database.'
        : 'The verification found differences. Nothing was published.',
  };
}

const judgeState: Readonly<Record<State, (report: RunReport) => Verdict>> = {
  published: (report) => ({
    tone: report.quarantine.total > 0 ? 'warn' : 'good',
    headline:
      report.quarantine.total > 0
        ? `Closed, with ${formatCounted(report.quarantine.total, 'record')} in quarantine.`
        : `Closed: ${describeAll(report)} accounted for.`,
    explanation:
      report.quarantine.total > 0
        ? `${capitalise(describeAll(report))} accounted for; those in quarantine have no row yet.`
        : `Published to target ${report.run.target}.`,
  }),
  unchanged: (report) => ({
    tone: report.quarantine.total > 0 ? 'warn' : 'good',
    headline: 'Closed: nothing had changed, nothing was written.',
    explanation:
      `The database already holds ${describeAll(report, 'without-verb')} of this tree` +
      (report.quarantine.total > 0
        ? `, ${formatCount(report.quarantine.total)} of them in quarantine.`
        : '.'),
  }),
  'dry-run': (report) => ({
    tone: 'neutral',
    headline: 'Dry run: nothing was written.',
    explanation: `The counts predict what a run would do with ${formatCounted(report.records.read, 'record')}. Only a run can close.`,
  }),
  failed: ({ failure }) => ({
    tone: 'bad',
    headline: 'Failed: nothing was published.',
    explanation: failure === null ? 'The counts say how far it came.' : toPrintable(failure.message),
  }),
  interrupted: () => ({
    tone: 'warn',
    headline: 'Interrupted: nothing was published yet.',
    explanation: 'Run the same command again; it goes on where it stopped.',
  }),
};

function describeAll({ records }: RunReport, form?: 'without-verb'): string {
  if (records.read === 1) return form ? 'the one record' : 'the one record is';
  return `all ${formatCount(records.read)} records${form ? '' : ' are'}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Said in full every time: a count that closes is not yet a proof. */
export const verificationSentences: Readonly<Record<RunReport['verification'], string>> = {
  'not-run':
    'The database was not compared with the tree. The counts add up; that is not a proof of the contents.',
  equal: 'A second reader compared the database with the tree and found them equal.',
  different: 'A second reader compared the database with the tree and found differences.',
};
