import type { CaseDocument, CaseService, FurtherFields } from '@xiezhi/case-kit';
import type { Logger, ProjectionEffects, Route } from '@xiezhi/service-kit';
import { PublishedCalendar } from './calendar';
import { exportListRoute } from './export-route';
import { listFieldsOf } from './fields';
import type { RollKeeper } from './keeper';
import { listRoute } from './list-route';
import { viewRoutes } from './views';
import { overviewRoute } from '../overview/route';

/** What the read model has to do for the case list. */
export function listEffects(keeper: RollKeeper): ProjectionEffects<CaseDocument> {
  return { onStored: keeper.stored, onRemoved: keeper.removed };
}

/** What the case list reads of a case, within its document. */
export const listField: FurtherFields = ({ _id, state }) => ({ list: listFieldsOf(state, _id) });

export function listRoutes(
  service: CaseService,
  { keeper, commandCenterUrl, logger }: { keeper: RollKeeper; commandCenterUrl: string; logger: Logger },
): Route[] {
  const calendar = new PublishedCalendar(service.http, commandCenterUrl, logger);
  const deps = { service, keeper, calendar };
  return [listRoute(deps), exportListRoute(deps), overviewRoute(deps), ...viewRoutes(service)];
}

export { RollKeeper } from './keeper';
