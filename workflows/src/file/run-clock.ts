import { CLOCK_TOLERANCE_MS } from '@xiezhi/contracts/workflow';
import { parseInstant } from '@xiezhi/rules';

/** A file's time: workflow time, moved by the court clock's offset in a rehearsal. */
export class RunClock {
  constructor(
    private offsetMs: number,
    private readonly rehearsal: boolean,
  ) {}

  get offset(): number {
    return this.offsetMs;
  }

  /** In epoch ms. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** @param at epoch ms */
  set(at: number): void {
    this.offsetMs = at - Date.now();
  }

  /** In a rehearsal a command may arrive from a clock that was moved while this file was not looking. */
  keepUpWith(at: string): void {
    if (this.rehearsal) this.offsetMs = Math.max(this.offsetMs, parseInstant(at) - Date.now());
  }

  /** Whether it was dated by a clock that is wrong: a rehearsal's may be ahead, an installation's may not. */
  isAhead(at: string): boolean {
    return !this.rehearsal && parseInstant(at) > this.now() + CLOCK_TOLERANCE_MS;
  }
}
