/** What a running server says about itself in `postmaster.pid` (miscadmin.h, LOCK_FILE_LINE_*). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `ready`, `starting`, `stopping` or `standby`; empty while the server has not come that far. */
  readonly status: string;
}

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** Undefined for a file that is not written to its end yet. */
export function parsePostmasterFile(content: string): PostmasterFile | undefined {
  const lines = content.split('\n');
  const pid = Number(lines[PID_LINE]);
  const port = Number(lines[PORT_LINE]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return undefined;
  return { pid, port, status: lines[STATUS_LINE]?.trim() ?? '' };
}
