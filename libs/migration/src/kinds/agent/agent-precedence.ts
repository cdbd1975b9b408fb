/**
 * Whose word counts for a column of `agents` when several documents speak of one agent; at equal rank the newer
 * document. What is declared of masters outranks what was seen of them; of workers, what was seen last counts.
 */
export const agentPrecedence = {
  registry: 60,
  masterState: 50,
  masterIdentity: 45,
  contractor: 45,
  agentIndex: 40,
  statusBoard: 38,
  capabilities: 35,
  /** Worker specs, pools, reports, the state of the project manager. */
  run: 30,
  workerIdentity: 20,
  /** What a master says of the others. */
  hearsay: 15,
} as const;
