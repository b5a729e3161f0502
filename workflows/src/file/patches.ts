import { patched } from '@temporalio/workflow';

/**
 * What the clock alone decides is written within the task that wakes the file. Every kind of file has runs that began before
 * this was so; they go over by themselves with the next rung (docs/versioning.md).
 */
export const RUNG_WITHIN_TASK = 'rungs-within-their-task';

export const writesRungsWithinTask = (): boolean => patched(RUNG_WITHIN_TASK);
