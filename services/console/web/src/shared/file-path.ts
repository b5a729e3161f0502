import { kindOf, type FileKindName } from '@xiezhi/contracts';

/** What the messages about guidance name in place of a file. */
const GUIDANCE = 'guidance-';

export const isGuidance = (fileId: string): boolean => fileId.startsWith(GUIDANCE);

/** Where files of a kind are looked at: a scan's hits and its timetable among the lists of the scans, the others on a page of their own. */
const PAGES: Readonly<Record<FileKindName, (fileId: string) => string>> = {
  collaboration: (fileId) => `/cases/${fileId}`,
  hit: () => '/docket',
  schedule: () => '/docket',
  bulletin: (fileId) => `/bulletins/${fileId}`,
};

/** Where a file is looked at, guidance on its own page. A message of no file is about a calendar. */
export function filePath(fileId: string): string {
  if (fileId === '') return '/calendars';
  if (isGuidance(fileId)) return `/guidance?id=${fileId.slice(GUIDANCE.length)}`;
  return PAGES[kindOf(fileId)](fileId);
}
