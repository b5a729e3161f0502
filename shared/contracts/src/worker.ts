/** How the worker of the files is set. The baseline that benchmarks compare it with is set the same. */
export const FILE_WORKER = {
  /** Runs kept in memory. One that is not among them is replayed from its beginning when it is woken. */
  maxCachedWorkflows: 2_000,
  /**
   * A task that writes a rung is in hand until the ledger has it. More of them at once only wait for each other in the
   * process, and on a slow machine longer than the engine waits for a task, which then begins anew.
   */
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 40,
  maxConcurrentActivityTaskExecutions: 200,
} as const;
