export * from './articles';
export * from './calendar';
export * from './case-number';
export * from './courts';
export * from './errors';
export * from './local-date';
export * from './period';
export * from './rate';
export * from './house-rules';
export * from './jurisdiction';
export * from './periods';
export * from './settings';
export * from './rulebook';
export * from './vocabulary';
export * from './case';
export {
  calendarOf,
  deadlineFacts,
  hasFired,
  isDeadlineEvent,
  isOfClock,
  lengthOf,
  nextRung,
  rungsAhead,
  yearsUntold,
} from './file';
export type {
  Deadline,
  DeadlineEvent,
  DeadlineFacts,
  DeadlineOpened,
  EscalationAddressee,
  EventActor,
  FileCommand,
  FileEvent,
  FileKind,
  FileOutcome,
  FileState,
  FileSystemCommand,
  Hour,
  NextRung,
  Pause,
  Refusal,
} from './file';
export * from './access';
export * from './allocation';
export * from './duties';
export * from './papers';
export * from './text';
export * from './supervision';
export * from './punctuality';
