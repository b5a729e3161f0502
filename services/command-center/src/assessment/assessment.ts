import type { Docket } from '../docket/docket';
import { FirstIndicator } from './first-indicator';
import { Quotas } from './quotas';
import type { QuotasDeps } from './quotas';
import { Reports } from './reports';

/** Art. 15: the numbers courts set themselves, what they have to complete, and the three 90 % with the 80 %. */
export class Assessment {
  readonly quotas: Quotas;
  readonly reports: Reports;
  readonly firstIndicator: FirstIndicator;

  constructor(deps: QuotasDeps, docket: Docket) {
    const { connection, audit } = deps;
    this.quotas = new Quotas(deps);
    this.reports = new Reports(connection, audit);
    this.firstIndicator = new FirstIndicator(docket);
  }

  async start(): Promise<void> {
    await Promise.all([this.quotas.prepare(), this.reports.prepare()]);
  }

  close(): void {
    this.quotas.close();
  }
}
