import type { MappingOutput } from '../../normalise/kind';
import type { EventType } from '../../normalise/words/event-type-words';
import type { Severity } from '../../normalise/words/severity-words';
import { severityWords } from '../../normalise/words/severity-words';
import { plainWord, readWord } from '../../normalise/words/word-table';
import type { EventView } from './event-view';

/** NULL where the event says none: `info` would be an invention. */
export function readSeverity(
  view: EventView,
  output: MappingOutput,
): { readonly severity: Severity | null; readonly sourceSeverity: string | null } {
  const sourceSeverity = severityWord(view);
  const severity = sourceSeverity === null ? null : readWord(severityWords, sourceSeverity, output);
  return { severity, sourceSeverity };
}

function severityWord(view: EventView): string | null {
  const { fields } = view.input;
  const { names } = view.parts[0].shape;
  const word = names.severity.length === 0 ? null : fields.word(...names.severity);
  if (word !== null || names.level.length === 0) return word;
  const level = fields.word(...names.level);
  return level !== null && Object.hasOwn(severityWords.words, plainWord(level)) ? level : null;
}

/** Events whose risk is a risk to security; a strategy's `risk_level` is none. */
const SECURITY: ReadonlySet<EventType> = new Set([
  'security_event',
  'policy_violation',
  'compliance_check',
  'data_access',
]);

const WEIGHTS = new Set(['critical', 'high', 'medium', 'low']);

/** Existing views ask for `high` and `critical`. */
export function readSecurityImpact(
  view: EventView,
  eventType: EventType,
  sourceSeverity: string | null,
): { readonly impact: string | null; readonly rule: string | null } {
  const { fields } = view.input;
  const stated = fields.word(...view.parts[0].shape.names.impact);
  if (stated !== null) return { impact: stated.toLowerCase(), rule: null };
  if (!SECURITY.has(eventType)) return { impact: null, rule: null };
  const risk = fields.word(...view.parts[0].shape.names.risk);
  if (risk !== null) return { impact: risk.toLowerCase(), rule: 'risk_level' };
  const weight = eventType === 'security_event' ? (sourceSeverity?.toLowerCase() ?? '') : '';
  return WEIGHTS.has(weight) ? { impact: weight, rule: 'severity' } : { impact: null, rule: null };
}
