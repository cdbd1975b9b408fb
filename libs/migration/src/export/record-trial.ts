import { contractFields } from '@cortex/domain';
import type { Fact, JsonNode, SqlRow, SqlValue, TableName } from '@cortex/domain';

import type { Normaliser } from '../normalise/create-normaliser';
import { tableOf } from '../normalise/redact-columns';
import type { Resolution } from '../resolve/resolution';
import { referencePlan } from '../scan/index-fact';
import type { RecordPosition } from '../scan/scanned-tree';
import type { CapturedRecord } from './capture-records';
import type { ValueComparison } from './same-value';

type FactOfRow = Exclude<Fact, { type: 'alias' }>;
type FactRow = Readonly<Record<string, SqlValue | undefined>>;

/** What a record says when its value is another one; null when it would be quarantined. */
export function mapEdited(
  normaliser: Normaliser,
  { head, record, ancestors }: CapturedRecord,
  node: JsonNode,
): readonly Fact[] | null {
  const document = normaliser.begin(head);
  for (const ancestor of ancestors) document.map(ancestor);
  const parentOrdinal = ancestors.at(-1)?.ordinal ?? null;
  const mapping = document.map({ ...record, parentOrdinal, node, text: null });
  return mapping.outcome === 'mapped' ? mapping.facts : null;
}

/** Facts on rows of the contract; other names of agents and rows beside the contract may change with a record. */
export function contractFacts(facts: readonly Fact[]): readonly FactOfRow[] {
  return facts.filter(
    (fact): fact is FactOfRow =>
      fact.type !== 'alias' && fact.type !== 'patch' && contractFields(tableOf(fact)).length > 0,
  );
}

export interface TrialRules {
  readonly comparison: ValueComparison;
  readonly resolution: Pick<Resolution, 'canonicalId'>;
  readonly at: RecordPosition;
  /** Versions of one task compete: when it was created must stay, and how new it is. */
  readonly hasRivals: boolean;
  /** Some of them were created at another time: then the title says whether they are of one task. */
  readonly hasRivalsOfOtherTimes: boolean;
}

export interface Expectation {
  /** Number of the fact among `contractFacts`. */
  readonly index: number;
  readonly before: readonly FactOfRow[];
  /** Columns that are to have the value that the database has. */
  readonly wanted: SqlRow;
  /** The one among them that this trial is about. */
  readonly field: string;
}

/** Whether an edited record says what is wanted of one column, and of everything else what it said before. */
export function isAccepted(after: readonly Fact[] | null, expected: Expectation, rules: TrialRules): boolean {
  if (after === null) return false;
  const { before, index, wanted, field } = expected;
  const facts = contractFacts(after);
  if (facts.length !== before.length) return false;
  return before.every((fact, place) => {
    const other = facts[place];
    if (other === undefined || !isSameRow(fact, other, rules)) return false;
    const table = tableOf(fact);
    return contractFields(table).every((column) => {
      const isOf = (row: FactRow): boolean =>
        isSame({ table, field: column, built: valueOf(other, column), live: row[column] }, rules);
      if (place !== index || !Object.hasOwn(wanted, column)) return isOf(rowOf(fact));
      return isOf(wanted) || (column !== field && isOf(rowOf(fact)));
    });
  });
}

export function rowOf(fact: FactOfRow): FactRow {
  return fact.row;
}

function valueOf(fact: FactOfRow, field: string): SqlValue | undefined {
  return rowOf(fact)[field];
}

function isSameRow(left: FactOfRow, right: FactOfRow, rules: TrialRules): boolean {
  if (left.type !== right.type || tableOf(left) !== tableOf(right)) return false;
  if (left.type === 'task' && right.type === 'task')
    return left.taskId === right.taskId && isSameVersion(left, right, rules);
  if ('id' in left && 'id' in right) return left.id === right.id;
  if ('taskId' in left && 'taskId' in right) return left.taskId === right.taskId;
  if (left.type !== 'keyed' || right.type !== 'keyed') return true;
  const [one, other] = [rowOf(left), rowOf(right)];
  return [
    'externalId',
    'parentTaskId',
    'childTaskId',
    'relationshipType',
    'upstreamAssetId',
    'downstreamAssetId',
    'lineageType',
  ].every((field) => (one[field] ?? null) === (other[field] ?? null));
}

type TaskFact = Extract<Fact, { type: 'task' }>;

function isSameVersion(left: TaskFact, right: TaskFact, rules: TrialRules): boolean {
  if (!rules.hasRivals) return true;
  return left.createdAt === right.createdAt && (!rules.hasRivalsOfOtherTimes || left.title === right.title);
}

interface ComparedValues {
  readonly table: TableName;
  readonly field: string;
  readonly built: SqlValue | undefined;
  readonly live: SqlValue | undefined;
}

/** References are compared as the rows that they mean: records call agents by short names. */
function isSame(place: ComparedValues, { comparison, resolution, at }: TrialRules): boolean {
  const { built, live } = place;
  if (comparison.isSame(place, built, live)) return true;
  const to = referencesOf(place.table).find(({ field }) => field === place.field)?.to;
  if (to === undefined || typeof built !== 'string' || typeof live !== 'string') return false;
  return resolution.canonicalId(to, built, at) === resolution.canonicalId(to, live, at);
}

function referencesOf(table: TableName): ReturnType<typeof referencePlan> {
  return table === 'agentAliases' || table === 'taskAliases' ? [] : referencePlan(table);
}
