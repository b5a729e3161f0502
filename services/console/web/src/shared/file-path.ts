import { kindOf, type FileKindName } from '@xiezhi/contracts';
import { GUIDANCE } from '@xiezhi/rules';

/** Where files of a kind are looked at: a scan's hits and its timetable among the lists of the scans, numbers with the assessment, the others on a page of their own. */
const PAGES: Readonly<Record<FileKindName, (fileId: string) => string>> = {
  collaboration: (fileId) => `/cases/${fileId}`,
  hit: () => '/docket',
  schedule: () => '/docket',
  bulletin: (fileId) => `/bulletins/${fileId}`,
  quota: () => '/assessment',
  guidance: (fileId) => `/guidance?id=${fileId.slice(GUIDANCE.idPrefix.length)}`,
};

/** Where a file is looked at. A message of no file is about a calendar. */
export function filePath(fileId: string): string {
  if (fileId === '') return '/calendars';
  return PAGES[kindOf(fileId)](fileId);
}
