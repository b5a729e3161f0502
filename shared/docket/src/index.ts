export { UnreadableDocket } from './decode';
export { readDocketFile } from './docket-file';
export { readDocket } from './read-docket';
export { BYTE_ORDER_MARKS, NAMED_SEPARATOR, separatorOf } from './text-files';
export type { SentRow } from './read-docket';
