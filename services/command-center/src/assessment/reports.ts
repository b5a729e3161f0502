import type { CourtCode, IndicatorReport, LocalDate } from '@xiezhi/rules';
import type { AuditTrail } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { Versioned } from './records';
import type { Request, Version } from './records';

/** An indicator as an assessor reported it. */
export interface Indicator extends IndicatorReport {
  court: CourtCode;
  source: string;
}

/** How many people execute at a court from a day on. */
export interface Staff {
  court: CourtCode;
  officers: number;
  validFrom: LocalDate;
}

/** What assessors report. A later report replaces the earlier one and keeps it. */
export class Reports {
  private readonly indicatorVersions: Versioned<Indicator>;
  private readonly staffVersions: Versioned<Staff>;

  constructor(connection: Connection, audit: Pick<AuditTrail, 'append'>) {
    this.indicatorVersions = new Versioned(connection, 'indicators', audit);
    this.staffVersions = new Versioned(connection, 'staff', audit);
  }

  async prepare(): Promise<void> {
    await Promise.all([this.indicatorVersions.prepare(), this.staffVersions.prepare()]);
  }

  indicator(report: Indicator, request: Request): Promise<Version<Indicator>> {
    const { court, period, code, numerator, denominator } = report;
    return this.indicatorVersions.add(`${court}:${period}:${code}`, report, request, {
      kind: 'INDICATOR_REPORTED',
      command: 'indicator.report',
      message: `${court} ${period} ${code} ${numerator}/${denominator}`,
    });
  }

  staff(report: Staff, request: Request): Promise<Version<Staff>> {
    const { court, officers, validFrom } = report;
    return this.staffVersions.add(`${court}:${validFrom}`, report, request, {
      kind: 'STAFF_SET',
      command: 'staff.set',
      message: `${court} ${officers}人，自${validFrom}起`,
    });
  }

  /** By court, period and code, with all reports oldest first. */
  indicators(): Promise<Version<Indicator>[][]> {
    return this.indicatorVersions.all();
  }

  /** By court and day, with all reports oldest first. */
  staffReports(): Promise<Version<Staff>[][]> {
    return this.staffVersions.all();
  }

  /** What is known of each court on a day: by the latest day at or before it, as that was reported last. */
  async staffOn(on: LocalDate): Promise<Map<CourtCode, Staff>> {
    const reports = await this.staffReports();
    const known = reports
      .flatMap((versions) => versions.at(-1)?.content ?? [])
      .filter(({ validFrom }) => validFrom <= on);
    return new Map(known.map((staff) => [staff.court, staff]));
  }
}
