const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** Growing pauses of what fails, each by a random part shorter, so that many do not come again at the same instant. */
export class Pauses {
  private readonly failing = new Map<string, { times: number; until: number }>();

  failed(key: string): void {
    const times = (this.failing.get(key)?.times ?? 0) + 1;
    const longest = Math.min(FIRST_MS * 2 ** (times - 1), LONGEST_MS);
    this.failing.set(key, { times, until: Date.now() + longest * (0.5 + Math.random() / 2) });
  }

  succeeded(key: string): void {
    this.failing.delete(key);
  }

  rests(key: string): boolean {
    const failing = this.failing.get(key);
    return failing !== undefined && failing.until > Date.now();
  }

  /** What has failed and not succeeded since. */
  get keys(): readonly string[] {
    return [...this.failing.keys()];
  }
}
