/**
 * Lets so many pieces of work run at once, begun in the order in which they are added; what follows a piece is done in
 * that order too, whichever ends first.
 */
export class OrderedWork {
  readonly #running: Promise<void>[] = [];
  #failure: { readonly reason: unknown } | null = null;

  constructor(private readonly parallelism: number) {}

  /** Begins the piece when there is room. @throws what an earlier piece threw, when nothing is under way any more. */
  async add(work: () => Promise<void>, then: () => void): Promise<void> {
    while (this.#running.length >= this.parallelism) await this.#takeFirst();
    if (this.#failure !== null) await this.end();
    this.#running.push(this.#watch(work(), then));
  }

  /** Waits for all that is under way. */
  async end(): Promise<void> {
    while (this.#running.length > 0) await this.#takeFirst();
    if (this.#failure !== null) throw this.#failure.reason;
  }

  async #takeFirst(): Promise<void> {
    await this.#running[0];
    void this.#running.shift();
  }

  #watch(work: Promise<void>, then: () => void): Promise<void> {
    const before = this.#running.at(-1);
    const run = async (): Promise<void> => {
      try {
        await work;
      } catch (error) {
        this.#failure ??= { reason: error };
      }
      await before;
      if (this.#failure === null) then();
    };
    return run();
  }
}
