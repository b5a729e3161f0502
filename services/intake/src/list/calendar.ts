import { installationContextSchema } from '@xiezhi/contracts';
import { bookWith, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CalendarBook, LocalDate } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import type { Logger } from '@xiezhi/service-kit';

const KEPT_MS = 30_000;

/**
 * The published calendar of the installation, asked of its owner at most twice a minute. While the owner is away the last
 * one counts: a list must not wait for the command centre, and each case's own deadlines never depend on this.
 */
export class PublishedCalendar {
  private book: CalendarBook = SHIPPED_CALENDAR;
  private askedAt = -Infinity;

  constructor(
    private readonly http: CaseService['http'],
    private readonly commandCenterUrl: string,
    private readonly logger: Logger,
  ) {}

  async on(today: LocalDate): Promise<CalendarBook> {
    if (performance.now() - this.askedAt < KEPT_MS) return this.book;
    this.askedAt = performance.now();
    try {
      const url = `${this.commandCenterUrl}/installation/context?on=${today}`;
      const { calendar } = await this.http.getJson(url, installationContextSchema);
      this.book = bookWith(calendar);
    } catch (err) {
      this.logger.warn({ err }, 'published calendar not read, the last one is kept');
    }
    return this.book;
  }
}
