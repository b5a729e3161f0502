import type { Request, Response } from 'express';
import type { Api } from './api';
import type { View } from './pages/layout';
import type { Session } from './session/store';

export const VERSION = '0.1.0';

/** A request of a signed-in person, with what a page needs. */
export interface Visit {
  req: Request;
  res: Response;
  session: Session;
  api: Api;
  /** Reads the court clock; called once a page. */
  view(): Promise<View>;
}
