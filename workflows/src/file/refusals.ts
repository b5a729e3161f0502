import type { PendingRefusals, RefusedRequest } from '@xiezhi/contracts/workflow';

/** Refusals kept one by one until they are in the audit trail; of further ones only the number is kept. */
const KEPT = 50;
/** Characters of what a request says of itself. */
const SHORT = 100;

/** A short text that can be written down and printed, whatever was sent. */
export function shortText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return [...value.slice(0, SHORT)].map((sign) => (/[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u.test(sign) ? '�' : sign)).join('');
}

/** Refusals on their way to the audit trail: a flood of them must not make the file grow. */
export class Refusals {
  private readonly list: RefusedRequest[];
  private more: number;

  constructor(carried: PendingRefusals = { list: [], more: 0 }) {
    this.list = [...carried.list];
    this.more = carried.more;
  }

  get isEmpty(): boolean {
    return this.list.length === 0 && this.more === 0;
  }

  add(refused: RefusedRequest): void {
    if (this.list.length < KEPT) this.list.push(refused);
    else this.more += 1;
  }

  /** All there are now, for the trail; they stay until `done`. */
  pending(): PendingRefusals {
    return { list: [...this.list], more: this.more };
  }

  /** These are in the trail. */
  done({ list, more }: PendingRefusals): void {
    this.list.splice(0, list.length);
    this.more -= more;
  }
}
