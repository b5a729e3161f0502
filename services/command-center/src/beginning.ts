import { parseInstant, toInstant } from '@xiezhi/rules';
import type { Instant } from '@xiezhi/rules';
import { isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';

/** What has been seen to once and for all, and under which court time. */
export interface Mark<K extends string = string> {
  _id: K;
  at: Instant;
}

const BEGUN = 'begun';

/**
 * Since when, by the court clock, this installation sees to what the passing of time asks of it: of what was due before it
 * began nothing is asked. A rehearsal's clock may be set back before its first case, and then it begins there.
 */
export class Beginning {
  private begun: number | undefined;

  constructor(private readonly marks: Collection<Mark>) {}

  /** @param now epoch ms by the court clock; the result is never later */
  async since(now: number): Promise<number> {
    if (this.begun !== undefined && this.begun <= now) return this.begun;
    const at = toInstant(now);
    await this.mark(BEGUN, at);
    const begun = (await this.marks.findOne({ _id: BEGUN }))?.at ?? at;
    if (parseInstant(begun) > now) await this.marks.updateOne({ _id: BEGUN, at: begun }, { $set: { at } });
    this.begun = Math.min(parseInstant(begun), now);
    return this.begun;
  }

  /** Once: what another process has written stays. */
  async mark(_id: string, at: Instant): Promise<void> {
    try {
      await this.marks.insertOne({ _id, at });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
