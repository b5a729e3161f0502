/** Those who wait for an entry of a case to arrive in a read model. */
export class Waiters {
  private readonly groups = new Map<string, Set<Waiter>>();

  get waiting(): boolean {
    return this.groups.size > 0;
  }

  /** Everything up to entry `seq` has arrived. */
  tell(caseId: string, seq: number): void {
    for (const waiter of this.groups.get(caseId) ?? []) waiter.tell(seq);
  }

  /** Call `leave` when the wait is over, however it ended. */
  join(caseId: string, seq: number): { waiter: Waiter; leave(): void } {
    const waiter = new Waiter(seq);
    const group = this.groups.get(caseId) ?? new Set();
    this.groups.set(caseId, group.add(waiter));
    return {
      waiter,
      leave: () => {
        waiter.wake();
        group.delete(waiter);
        if (group.size === 0 && this.groups.get(caseId) === group) this.groups.delete(caseId);
      },
    };
  }
}

export class Waiter {
  private reached = false;
  private readonly sleepers = new Set<() => void>();

  constructor(private readonly target: number) {}

  tell(seq: number): void {
    if (seq < this.target) return;
    this.reached = true;
    this.wake();
  }

  wake(): void {
    for (const sleeper of this.sleepers) sleeper();
  }

  /** True as soon as the entry has arrived, false after `ms`. */
  async within(ms: number): Promise<boolean> {
    if (!this.reached) {
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          this.sleepers.delete(end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        this.sleepers.add(end);
      });
    }
    return this.reached;
  }
}
