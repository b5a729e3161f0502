import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  APPROVAL_SIGNAL,
  COMMAND_UPDATE,
  REVISE_CALENDAR_UPDATE,
  SETTLE_UPDATE,
  STATE_QUERY,
} from '@xiezhi/contracts/workflow';
import type { CaseSnapshot, CommandAnswer, IdentifiedCommand } from '@xiezhi/contracts/workflow';
import type { CalendarYear } from '@xiezhi/rules';

/** An Update, because the person who asks needs the answer: accepted with its number, or refused with a reason. */
export const commandUpdate = defineUpdate<CommandAnswer, [IdentifiedCommand]>(COMMAND_UPDATE);

/** Brings the case up to an instant of the court clock and answers when all that was due by then is recorded. */
export const settleUpdate = defineUpdate<CommandAnswer, [{ courtTime: string }]>(SETTLE_UPDATE);

/** A published calendar, for every case in its region; an Update, so that the publisher can count who has it. */
export const reviseCalendarUpdate = defineUpdate<CommandAnswer, [{ at: string; years: CalendarYear[] }]>(
  REVISE_CALENDAR_UPDATE,
);

/** A Signal, because supervisors' own systems fire and forget; what cannot be accepted is audited. */
export const approvalSignal = defineSignal<[IdentifiedCommand]>(APPROVAL_SIGNAL);

/** For people at the engine's own console; services read their own models. */
export const stateQuery = defineQuery<CaseSnapshot>(STATE_QUERY);
