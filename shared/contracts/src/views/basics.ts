import { CASE_STATUSES, codesIn, COMMAND, ROLES } from '@xiezhi/rules';
import type { CommandType } from '@xiezhi/rules';
import { z } from 'zod';
import { CASE_EVENT_TYPES } from '../case-events';

/** A court's code. */
export const court = z.string();
/** A local date, YYYY-MM-DD. */
export const day = z.string();
/** ISO 8601; court time is +08:00, real time UTC. */
export const moment = z.string();

export const roleSchema = z.enum(codesIn(ROLES));
export const caseStatusSchema = z.enum(codesIn(CASE_STATUSES));
/** What people give a collaboration. */
export const commandTypeSchema = z.enum(Object.keys(COMMAND) as [CommandType, ...CommandType[]]);

/** What becomes of a collaboration. */
export const eventTypeSchema = z.enum(CASE_EVENT_TYPES);

/** Whoever did something, as everybody may know it. */
export const personSchema = z.object({ name: z.string(), court });
