import type { CaseService } from '@xiezhi/case-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Inbox } from '../inbox';
import { Absences } from './away';
import { ItemClaims } from './claims';
import type { WorkFiles } from './files';
import { People } from './people';
import { OverdueRepetition } from './repetition';
import { workItemRoutes } from './routes';
import type { WorkItemStore } from './store';
import { startUpkeep } from './upkeep';
import { WorkItemViews } from './views';

export { WorkFiles } from './files';
export { WorkItemStore } from './store';
export { changeOf } from './item';
export type { DutyChange, DutyFields, WorkFile } from './item';

interface WorkItemOptions {
  store: WorkItemStore;
  files: WorkFiles;
  inbox: Inbox;
  issuer: string;
  rehearsal: boolean;
  logger: Logger;
}

/** Everything about work items over one store: what is asked over HTTP, and what happens by itself. */
export function workItems(service: CaseService, options: WorkItemOptions) {
  const { store, files, inbox, issuer, rehearsal, logger } = options;
  const items = store.collection;
  const people = new People(service.http, issuer);
  const absences = new Absences(service.connection, people, service.audit);
  const claims = new ItemClaims(items, people, absences, service.audit, service.clock);
  const views = new WorkItemViews(items, files, service.clock);
  const repetition = new OverdueRepetition({ items, files, inbox, service, logger });
  return {
    routes: workItemRoutes({ views, claims, absences }),
    start: () => startUpkeep({ store, files, claims, repetition, service, rehearsal, logger }),
  };
}
