/**
 * Every place of the programs where a test can make something go wrong: one at each transition of a run, so that dying
 * there is dying in every state. The sentence says what is already true when the place is reached.
 *
 * A new transition gets a name here and a call of `hitFailpoint`; the fault harness (docs/faults.md) finds it by itself.
 */
export const failpointNames = {
  'target.opened': 'The database answers; nothing is asked of it yet.',
  'migrations.begin': 'Schema and roles are about to be prepared.',
  'migrations.end': 'Schema and roles are there.',

  'lease.locked': 'The lock is taken, the fencing number is still that of the predecessor.',
  'lease.acquired': 'The lock is taken and the fencing number is ours.',
  'lease.released': 'The lock is given back.',

  'scan.begin': 'The tree is about to be read.',
  'scan.document': 'A document is read and mapped.',
  'scan.end': 'All of the tree is read; its rows wait in the spools.',
  'spool.write': 'A spool is about to write to the disk.',

  'run.opened': 'The run has its row, or was taken up again.',
  'defer.written': 'Indexes and foreign keys of empty tables are taken off, not committed.',
  'defer.committed': 'They are off until everything is loaded.',
  'restore.begin': 'Everything is loaded, indexes and foreign keys are off.',
  'restore.written': 'One of them is back, not committed.',
  'restore.end': 'All of them are back.',

  'load.resolved': 'Identities are decided, nothing is loaded.',

  'load.documents.begin': 'The transaction of a chunk of documents is open, nothing is written in it.',
  'load.documents.written': 'A chunk of documents is written, its checkpoint is not.',
  'load.documents.checkpointed': 'The checkpoint is written too, COMMIT is not sent.',
  'load.documents.commit_sent': 'COMMIT is on its way.',
  'load.documents.committed': 'COMMIT of a chunk of documents is answered.',

  'load.rows.begin': 'The transaction of a chunk of shared rows is open, nothing is written in it.',
  'load.rows.written': 'A chunk of shared rows is written, its checkpoint is not.',
  'load.rows.checkpointed': 'The checkpoint is written too, COMMIT is not sent.',
  'load.rows.commit_sent': 'COMMIT is on its way.',
  'load.rows.committed': 'COMMIT of a chunk of shared rows is answered.',

  'load.records.begin': 'The transaction of a chunk of records is open, nothing is written in it.',
  'load.records.written': 'A chunk of records is written, its checkpoint is not.',
  'load.records.checkpointed': 'The checkpoint is written too, COMMIT is not sent.',
  'load.records.commit_sent': 'COMMIT is on its way.',
  'load.records.committed': 'COMMIT of a chunk of records is answered.',

  'gate.begin': 'Everything is loaded, the database has not counted.',
  'gate.end': 'The database has counted.',
  'publish.begin': 'The run is about to end.',
  'publish.written': 'The end of the run is written, not committed.',
  'publish.end': 'The run has ended and says so.',

  'undo.begin.written': 'What has an earlier state is turned back, not committed.',
  'undo.begin': 'The run is being undone; what it added is still there.',
  'undo.chunk.written': 'A part of what the run added is deleted, not committed.',
  'undo.chunk.committed': 'A part of what the run added is gone.',
  'undo.end.written': 'All is gone and the run says that it is undone, not committed.',
  'undo.end': 'The run is undone.',

  'export.begin': 'The unfinished folder of an export is there, nothing is in it.',
  'export.written': 'All of the tree is in the unfinished folder.',
  'export.end': 'The folder has its name.',

  'views.begin': 'The materialized views are about to be refreshed.',
  'views.end': 'The materialized views are refreshed.',
  'report.begin': 'The report is about to be written.',
  'report.end': 'The report is written.',
} as const satisfies Readonly<Record<string, string>>;

export type FailpointName = keyof typeof failpointNames;

export function isFailpointName(name: string): name is FailpointName {
  return Object.hasOwn(failpointNames, name);
}
