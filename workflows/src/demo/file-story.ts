import { entryOf, updateIdOf } from '@xiezhi/contracts';
import type { UnrecordedEntry } from '@xiezhi/contracts';
import { RULE_SET, toInstant, parseInstant } from '@xiezhi/rules';
import type { CourtCode, DemoMark, FileCommand, FileEvent, FileOutcome, FileState, Instant } from '@xiezhi/rules';
import { canonicalJson, sm3 } from '@xiezhi/chain';

/** A file with the entries that the system would have written of it. */
export interface MadeFile {
  caseId: string;
  /** Under which its events are published. */
  court: CourtCode;
  entries: UnrecordedEntry[];
  state: FileState;
}

/** A file on its way through the Rule, at past instants. */
export class FileStory<S extends FileState & { demo?: DemoMark }> {
  private readonly entries: UnrecordedEntry[] = [];
  private current: S | undefined;
  private acts = 0;

  constructor(
    readonly caseId: string,
    readonly court: CourtCode,
  ) {}

  /** @throws Error before it was opened */
  get state(): S {
    if (!this.current) throw new Error(`${this.caseId} was not opened`);
    return this.current;
  }

  /**
   * @param command what a person asked for; absent where it was the system
   * @throws Error naming what the Rule refuses
   */
  take(outcome: FileOutcome<S, FileEvent>, command?: FileCommand): S {
    const { caseId, entries } = this;
    if ('refusal' in outcome) throw new Error(`${caseId}: ${outcome.refusal.code} ${outcome.refusal.message}`);
    this.acts += 1;
    const cause =
      command && updateIdOf({ id: `demo-${caseId}-${this.acts}`, digest: sm3(canonicalJson({ caseId, command })) });
    for (const event of outcome.events) {
      const commandId = event.actor.role === 'clock' ? undefined : cause;
      entries.push(entryOf(caseId, entries.length + 1, event, RULE_SET, commandId));
    }
    return (this.current = outcome.state);
  }

  /** Its first entry says what it is, as that of a case does. */
  made(asOf: Instant): MadeFile {
    const { caseId, court, entries, state } = this;
    const demo: DemoMark = { asOf: toInstant(parseInstant(asOf)), entries: entries.length };
    const [first, ...rest] = entries;
    if (!first) throw new Error(`${caseId} was not opened`);
    return {
      ...{ caseId, court, state: { ...state, demo } },
      entries: [{ ...first, payload: { ...first.payload, demo } }, ...rest],
    };
  }
}
