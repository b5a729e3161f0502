import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  APPROVAL_SIGNAL,
  COMMAND_UPDATE,
  END_UPDATE,
  REVISE_CALENDAR_UPDATE,
  SETTLE_UPDATE,
  STATE_QUERY,
} from '@xiezhi/contracts/workflow';
import type {
  FileAnswer,
  FileSnapshot,
  HitAnswer,
  HitEnding,
  Identified,
  IdentifiedCommand,
} from '@xiezhi/contracts/workflow';
import type { CalendarYear } from '@xiezhi/rules';

/** An Update, because the person who asks needs the answer: accepted with its number, or refused with a reason. */
export const commandUpdate = defineUpdate<FileAnswer, [Identified<unknown>]>(COMMAND_UPDATE);

/** Brings the file up to an instant of the court clock and answers when all that was due by then is recorded. */
export const settleUpdate = defineUpdate<FileAnswer, [{ courtTime: string }]>(SETTLE_UPDATE);

/** A published calendar, for every file in its region; an Update, so that the publisher can count who has it. */
export const reviseCalendarUpdate = defineUpdate<FileAnswer, [{ at: string; years: CalendarYear[] }]>(
  REVISE_CALENDAR_UPDATE,
);

/** A Signal, because supervisors' own systems fire and forget; what cannot be accepted is audited. */
export const approvalSignal = defineSignal<[IdentifiedCommand]>(APPROVAL_SIGNAL);

/** What a hit asks for has come true otherwise, or it is none any more; an Update, so that nobody has to guess. */
export const endUpdate = defineUpdate<HitAnswer, [HitEnding]>(END_UPDATE);

/** For people at the engine's own console; services read their own models. */
export const stateQuery = defineQuery<FileSnapshot>(STATE_QUERY);
