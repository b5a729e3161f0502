import { isCollaboration } from '@xiezhi/contracts';

/** What the messages about guidance name in place of a file. */
const GUIDANCE = 'guidance-';

export const isGuidance = (fileId: string): boolean => fileId.startsWith(GUIDANCE);

/**
 * Where a file is looked at: a collaboration on its own page, a hit of a scan among the lists of the scans, guidance on the
 * page of guidance. A message of no file is about a calendar.
 */
export function filePath(fileId: string): string {
  if (fileId === '') return '/calendars';
  if (isGuidance(fileId)) return `/guidance?id=${fileId.slice(GUIDANCE.length)}`;
  return isCollaboration(fileId) ? `/cases/${fileId}` : '/docket';
}
