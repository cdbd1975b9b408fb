import type { RunReport } from '@cortex/domain';
import { formatCount, formatCounted } from './format-count';
import { groupNotes, type NoteGroup } from './group-notes';
import { verificationSentences, type Tone } from './judge-report';
import { toPrintable } from './to-printable';

/** Where in a report the details stand. */
export type Section = 'closure' | 'quarantine' | 'decisions' | 'repairs' | 'tree';

/** One thing to know, in one line: `12 records in quarantine`. */
export interface Finding {
  readonly tone: Tone;
  readonly title: string;
  readonly meaning: string;
  readonly section: Section | null;
  /** The code of a decision, else null. */
  readonly code: string | null;
  /** The most frequent cases, printable: `task.status: parked → pending (3)`. */
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 3;

export interface Findings {
  /** A person should look or do something. */
  readonly attention: readonly Finding[];
  /** Decided by a declared rule; listed so that nothing is silent. */
  readonly known: readonly Finding[];
}

/** What a report has to say beside its counts, the gravest first. */
export function listFindings(report: RunReport): Findings {
  const groups = groupNotes(report);
  return {
    attention: [
      ...closureFindings(report),
      ...quarantineFindings(report),
      ...verificationFindings(report),
      ...treeFindings(report),
      ...listOtherWarnings(report).map(toWarning),
      ...groups.filter(({ meaning }) => meaning.weight === 'attention').map(toNoteFinding),
    ],
    known: [
      ...repairFindings(report),
      ...groups.filter(({ meaning }) => meaning.weight === 'known').map(toNoteFinding),
    ],
  };
}

function closureFindings({ closure }: RunReport): Finding[] {
  return closure
    .filter(({ holds }) => !holds)
    .map(({ name, expected, actual }) => ({
      tone: 'bad',
      title: `${toPrintable(name)} does not hold`,
      meaning: `Expected ${formatCount(expected)}, the database counts ${formatCount(actual)}.`,
      section: 'closure',
      code: null,
      examples: [],
    }));
}

function quarantineFindings({ quarantine }: RunReport): Finding[] {
  if (quarantine.total === 0) return [];
  return [
    {
      tone: 'warn',
      title: `${formatCounted(quarantine.total, 'record')} in quarantine`,
      meaning: 'They could not be mapped. Their bytes are kept, with reason and position; none is lost.',
      section: 'quarantine',
      code: null,
      examples: [],
    },
  ];
}

function verificationFindings({ verification, run }: RunReport): Finding[] {
  if (verification === 'equal' || run.state === 'dry-run') return [];
  return [
    {
      tone: verification === 'different' ? 'bad' : 'neutral',
      title: `Verification: ${verification}`,
      meaning: verificationSentences[verification],
      section: null,
      code: null,
      examples: [],
    },
  ];
}

/** A warning per vanished document would only repeat the list of them; it can be long. */
function listOtherWarnings({ warnings, vanished }: RunReport): string[] {
  const listed = new Set(vanished);
  return warnings.filter((warning) => !listed.has(subjectOf(warning)));
}

/** Warnings about a document begin with its path. */
function subjectOf(warning: string): string {
  return warning.slice(0, Math.max(0, warning.indexOf(': ')));
}

function toWarning(warning: string): Finding {
  return { tone: 'warn', title: toPrintable(warning), meaning: '', section: null, code: null, examples: [] };
}

function treeFindings({ changedDuringRun, vanished, warnings }: RunReport): Finding[] {
  const findings: Finding[] = [];
  const warned = new Set(warnings.map(subjectOf));
  const changed = [...new Set(changedDuringRun)].filter((path) => !warned.has(path));
  if (changed.length > 0) {
    findings.push({
      tone: 'warn',
      title: `${formatCounted(changed.length, 'document')} changed during the run`,
      meaning: 'They were read again or held back. Run again when nobody writes to the tree.',
      section: 'tree',
      code: null,
      examples: changed.slice(0, MAX_EXAMPLES).map(toPrintable),
    });
  }
  if (vanished.length > 0) {
    findings.push({
      tone: 'warn',
      title: `${formatCounted(vanished.length, 'document')} gone from the tree`,
      meaning: 'The last run had seen them. Their rows stay in the database.',
      section: 'tree',
      code: null,
      examples: vanished.slice(0, MAX_EXAMPLES).map(toPrintable),
    });
  }
  return findings;
}

function repairFindings({ repairs }: RunReport): Finding[] {
  if (repairs.length === 0) return [];
  const documents = new Set(repairs.map(({ path, member }) => JSON.stringify([path, member])));
  const count = repairs.reduce((sum, repair) => sum + repair.count, 0);
  return [
    {
      tone: 'neutral',
      title: `${formatCounted(count, 'repair')} in ${formatCounted(documents.size, 'document')}`,
      meaning: 'Invalid JSON was mended mechanically. The original bytes are kept.',
      section: 'repairs',
      code: null,
      examples: [],
    },
  ];
}

function toNoteFinding({ code, meaning, count, notes }: NoteGroup): Finding {
  return {
    tone: meaning.weight === 'attention' ? 'warn' : 'neutral',
    title: `${meaning.title}: ${formatCount(count)}`,
    meaning: meaning.meaning,
    section: 'decisions',
    code,
    examples: notes
      .slice(0, MAX_EXAMPLES)
      .map((note) => `${toPrintable(note.subject)} (${formatCount(note.count)})`),
  };
}
