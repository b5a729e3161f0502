import { CLOCK_TOLERANCE_MS } from '@xiezhi/contracts';
import { clockAhead } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import type { CourtClock, Logger } from '@xiezhi/service-kit';

/**
 * The clock by which receipts are dated. A receipt is not refused because this host's clock is ahead of the database's,
 * which keeps it: it gets the database's time. In a rehearsal the court clock may be anywhere.
 */
export function createReceiptClock(
  { clock, connection, metrics }: Pick<CaseService, 'clock' | 'connection' | 'metrics'>,
  { rehearsal }: { rehearsal: boolean },
  logger: Logger,
): CourtClock {
  if (rehearsal) return clock;
  const databaseTime = async () => {
    const { localTime } = await connection.db!.command({ hello: 1 });
    return (localTime as Date).getTime();
  };
  return {
    async now() {
      const [now, theirs] = [await clock.now(), await databaseTime()];
      if (now <= theirs + CLOCK_TOLERANCE_MS) return now;
      clockAhead(metrics).inc();
      logger.warn({ aheadMs: now - theirs }, 'the clock of this host is ahead of the database: set it right');
      return theirs;
    },
  };
}
