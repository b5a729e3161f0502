import { isCollaboration } from '@xiezhi/contracts';

/**
 * Where a file is looked at: a collaboration on its own page, a hit of a scan among the lists of the scans. A message of no
 * file is about a calendar.
 */
export function filePath(fileId: string): string {
  if (fileId === '') return '/calendars';
  return isCollaboration(fileId) ? `/cases/${fileId}` : '/docket';
}
