import type { ProgressEvent } from '@cortex/domain';
import type { OutputStream } from './output';
import type { ProgressView } from './progress-view';

/** Every event as one line of JSON; the last one is the report. */
export class JsonView implements ProgressView {
  constructor(private readonly stdout: OutputStream) {}

  handle(event: ProgressEvent): void {
    this.stdout.write(`${JSON.stringify(event)}\n`);
  }

  async end(): Promise<void> {}
}
