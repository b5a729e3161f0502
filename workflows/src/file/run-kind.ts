import type { FileWorkflowInput, Identified } from '@xiezhi/contracts/workflow';
import type {
  CalendarYear,
  FileCommand,
  FileEvent,
  FileKind,
  FileState,
  FileSystemCommand,
  Instant,
  Refusal,
} from '@xiezhi/rules';

/**
 * A kind of file as its runs need it: what it is, and what only a run has to know. The marks of `case/patches.ts` belong to
 * the collaborations, some of which began before a run did this; every other kind does it from its first run on.
 */
export interface RunKind<
  S extends FileState,
  C extends FileCommand,
  Y extends FileSystemCommand,
  E extends FileEvent,
  O extends FileCommand,
  X,
  I extends FileWorkflowInput<S, O> = FileWorkflowInput<S, O>,
> {
  file: FileKind<S, C, Y, E, O, X>;
  /** What an opening is decided by; undefined where the input holds none. */
  contextOf(input: I): X | undefined;
  /** A published calendar, as it is told to the file. */
  revision(at: Instant, years: CalendarYear[]): Y;
  /** Whether the run may end, with all that is owed written down. */
  isOver(state: S): boolean;
  /** The state as it is handed over: what is decided on it is what would be decided on the state itself. */
  carried(state: S): S;
  /**
   * Why a file cannot take what someone sends, because of its size alone.
   * @param written bytes of the file's entries so far
   */
  whyTooLarge(type: string, written: number, outcome: { events: E[]; state: S }): Refusal | undefined;
  /** Nothing stops the file: numbers and refusals are seen to beside its entries, sizes and clocks are looked at. */
  isSteady(): boolean;
  /** Requests that may be repeats of forgotten ones are looked up in the ledger. */
  recalls(): boolean;
  /** Whether a signal holds a command that may come so; absent in a kind that takes none. */
  isSignal?(value: unknown): value is Identified<C>;
}
