import type { Phase } from '@cortex/domain';

/** Each phase as the work it is, in words for whoever waits. */
export const phaseTitles: Readonly<Record<Phase, string>> = {
  server: 'Reach PostgreSQL',
  migrations: 'Prepare the schema',
  scan: 'Read the tree',
  plan: 'Plan',
  load: 'Load',
  indexes: 'Build the indexes',
  gate: 'Check the counts',
  publish: 'Publish',
  report: 'Write the reports',
  export: 'Write the tree',
  compare: 'Look for changes',
  verify: 'Check the tree',
};
