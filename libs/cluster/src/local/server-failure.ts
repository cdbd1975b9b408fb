import { CortexError } from '@cortex/platform';

const OTHER_SERVER = 'or use a server of your own with --target existing --database-url <url>';

/** EMBEDDED_SERVER_FAILED: what failed, and what to do beside using another server. */
export function serverFailure(whatFailed: string, remedy: string, cause?: unknown): CortexError {
  return new CortexError('EMBEDDED_SERVER_FAILED', `${whatFailed} ${remedy}, ${OTHER_SERVER}.`, {
    fields: { phase: 'before' },
    cause,
  });
}

/** EMBEDDED_SERVER_UNAVAILABLE: this machine has no binaries. */
export function serverUnavailable(reason: string, cause?: unknown): CortexError {
  return new CortexError(
    'EMBEDDED_SERVER_UNAVAILABLE',
    `${reason} Run "npm install" without --omit=optional, ${OTHER_SERVER}.`,
    { fields: { platform: process.platform, arch: process.arch }, cause },
  );
}
