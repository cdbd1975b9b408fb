import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { waitFor } from '@cortex/testing';

import { startMigrator, type Ended, type Started } from '../../test-support/start-migrator';
import type { PlannedAttempt } from './fault-plan';
import { applyEffect } from './apply-effect';
import { argumentsFor, type FaultTarget } from './fault-target';

export interface AttemptResult extends Ended {
  readonly signal: NodeJS.Signals | null;
  /** The process came to its failpoint, or was killed on the way. */
  readonly isDisturbed: boolean;
  /** What the harness found wrong while the process stood still. */
  readonly problems: readonly string[];
  /** What the process left in its folder of temporary files. */
  readonly leftBehind: readonly string[];
}

/** Nothing goes wrong. */
export const UNDISTURBED: PlannedAttempt = {
  name: 'undisturbed',
  failpoints: '',
  effect: null,
  killAfterMs: null,
  delayMs: 0,
  variant: 0,
};

/** A process that does not end by itself has a bug; the harness kills it and says so. */
const DEADLINE_MS = 60_000;

export async function runAttempt(target: FaultTarget, attempt: PlannedAttempt): Promise<AttemptResult> {
  const { place } = target;
  place.proxy.delay(attempt.delayMs);
  const temporary = join(place.folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const env = { TMPDIR: temporary, CORTEX_FAILPOINTS: attempt.failpoints };
  const started = startMigrator(argumentsFor(target), { env, bundle: place.bundle });
  killAfter(started, attempt.killAfterMs ?? DEADLINE_MS);
  const problems: string[] = [];
  let isDisturbed = false;
  if (attempt.effect !== null && (await isStopped(started))) {
    isDisturbed = true;
    const finish = await applyEffect(attempt.effect, {
      ...target,
      started,
      problems,
      variant: attempt.variant,
    });
    started.process.kill('SIGCONT');
    await started.ended;
    await finish();
  }
  const ended = await started.ended;
  place.proxy.delay(0);
  const signal = started.process.signalCode;
  if (signal === 'SIGKILL' && attempt.effect !== null) problems.push('did not end by itself');
  const leftBehind = readdirSync(temporary);
  return { ...ended, signal, isDisturbed: isDisturbed || signal !== null, problems, leftBehind };
}

/** A process that has ended is not killed again. */
function killAfter({ process: child }: Started, ms: number): void {
  AbortSignal.timeout(ms).addEventListener('abort', () => child.kill('SIGKILL'));
}

/** Waits until the process has stopped itself, or has ended without that. */
async function isStopped({ process: child }: Started): Promise<boolean> {
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await waitFor(() => hasEnded() || readState(child.pid) === 'T', { deadlineMs: 2 * DEADLINE_MS });
  return !hasEnded();
}

/** One letter, as Linux has it: T is stopped. */
function readState(pid: number | undefined): string {
  const stat = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}
