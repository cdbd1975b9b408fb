import { memberOf } from '@cortex/domain';
import type { JsonNode } from '@cortex/domain';

import type { Kind, RecordMapper } from '../normalise/kind';
import { plainWord } from '../normalise/words/word-table';
import { createViolationMapper } from './violation/create-violation-mapper';

export const mapCheck: RecordMapper = createViolationMapper({
  events: { label: 'compliance check', usualType: 'compliance_check', takes: 'time-stamped' },
  violations: {
    policyId: 'compliance',
    policyNames: ['policy_id', 'rule_id', 'check_id'],
    findingNames: ['rule_name', 'check_name'],
  },
  isViolation: hasFailed,
});

/**
 * Results of compliance checks. A result with a time is an event; one that failed is a violation too.
 *
 * - checks: check_id, check_name, timestamp, status (pass, fail), severity, summary, details, recommendations
 * - frameworks: framework_id, compliant, timestamp, results[] | violations[] of rule_id, rule_name, compliant,
 *   evidence, timestamp
 * - reports: generated_at, frameworks[] of those, summary
 */
export const complianceResult: Kind = {
  name: 'compliance-result',
  paths: ['*-compliance.json', 'compliance-*.json', 'compliance/**/*.json'],
  format: 'json',
  layout: {
    records: [{ at: [], kind: 'check' }],
    nested: {
      check: [
        { at: ['frameworks', '*', 'results', '*'], kind: 'result' },
        { at: ['results', '*'], kind: 'result' },
      ],
    },
  },
  mappers: { check: mapCheck, result: mapCheck },
};

const FAILED_WORDS = new Set([
  'fail',
  'failed',
  'failure',
  'non_compliant',
  'noncompliant',
  'violation',
  'violated',
]);

/** Of a whole with results of its own only the results are violations. */
function hasFailed(node: JsonNode): boolean {
  if (memberOf(node, 'results') !== undefined || memberOf(node, 'frameworks') !== undefined) return false;
  if (['compliant', 'passed', 'valid'].some((name) => isFalse(memberOf(node, name)))) return true;
  return ['status', 'result', 'outcome'].some((name) => {
    const word = memberOf(node, name);
    return word?.type === 'string' && FAILED_WORDS.has(plainWord(word.value));
  });
}

function isFalse(node: JsonNode | undefined): boolean {
  return node?.type === 'literal' && node.value === false;
}
