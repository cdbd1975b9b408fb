import type { FieldReader } from '../../normalise/field-reader';
import { laterOf } from '../../normalise/parse-time';

export interface RunTimes {
  readonly createdAt: string | null;
  /** When a monitor first saw the run, where no record of its own says when it began. */
  readonly seenAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly lastHeartbeat: string | null;
  /** Newest of all: how fresh what the record says is. */
  readonly updatedAt: string | null;
}

/** The parts of a record in which a run's facts stand, each opened once. */
export interface RunParts {
  readonly fields: FieldReader;
  readonly execution: FieldReader | null;
  readonly summary: FieldReader | null;
  readonly resources: FieldReader | null;
  readonly heartbeat: FieldReader | null;
  readonly health: FieldReader | null;
  readonly metrics: FieldReader | null;
}

export function openRunParts(fields: FieldReader): RunParts {
  const heartbeat = fields.object('heartbeat');
  return {
    fields,
    execution: fields.object('execution'),
    summary: fields.object('execution_summary'),
    resources: fields.object('resources'),
    heartbeat,
    health: heartbeat?.object('health') ?? null,
    metrics: fields.object('metrics'),
  };
}

const ENDS = [
  'completed_at',
  'ended_at',
  'finished_at',
  'failed_at',
  'terminated_at',
  'killed_at',
  'cancelled_at',
];

/** `timestamp` is when a report was written: the end of a run that is over, else a sign of life. */
export function readRunTimes({ fields, execution, summary, heartbeat }: RunParts, isOver: boolean): RunTimes {
  const startedAt =
    fields.time('started_at', 'startedAt') ??
    execution?.time('started_at') ??
    summary?.time('started_at') ??
    null;
  const createdAt = fields.time('created_at', 'spawned_at', 'createdAt', 'spawnedAt');
  const seenAt = createdAt === null && startedAt === null ? fields.time('registered_at') : null;
  const ended = fields.time(...ENDS) ?? execution?.time(...ENDS) ?? summary?.time(...ENDS) ?? null;
  const beat =
    heartbeat?.time('last_heartbeat', 'timestamp') ??
    fields.time('last_heartbeat', 'heartbeat_at', 'last_checkin', 'last_seen', 'last_activity');
  const reported = (isOver ? ended : beat) === null ? fields.time('timestamp') : null;
  const endedAt = ended ?? (isOver ? reported : null);
  const lastHeartbeat = beat ?? (isOver ? null : reported);
  const times = [createdAt, seenAt, startedAt, endedAt, lastHeartbeat];
  return { createdAt, seenAt, startedAt, endedAt, lastHeartbeat, updatedAt: times.reduce(laterOf, null) };
}
