import { doctorReportSchema } from '@xiezhi/contracts';
import { HIGH_COURT } from '@xiezhi/rules';
import type { Config, HttpClient, Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import type { Inbox } from './inbox';

const reportSchema = doctorReportSchema.pick({ findings: true });

/** Who looks after the machines of the whole province. */
const ADMINISTRATORS = { court: HIGH_COURT, role: 'systemAdmin' } as const;
const EVERY_MS = 30_000;

interface DoctorNoticesOptions {
  inbox: Inbox;
  http: HttpClient;
  config: Pick<Config, 'LEDGER_URL'>;
  logger: Logger;
  everyMs?: number;
}

/**
 * Tells the system administrators what the doctor finds: one message for what is wrong, one when the case was started
 * again. The findings are kept where they are made, so nothing is lost while either side is away.
 */
export function startDoctorNotices({ inbox, http, config, logger, everyMs = EVERY_MS }: DoctorNoticesOptions) {
  const ending = new AbortController();

  async function tell(): Promise<void> {
    const { findings } = await http.getJson(`${config.LEDGER_URL}/doctor`, reportSchema);
    const messages = findings.flatMap(({ caseId, kind, title, detail, foundAt, treatedAt }) => {
      const message = (what: string, at: string, text: string) => ({
        _id: `doctor:${caseId}:${kind}:${at}:${what}`,
        caseId,
        seq: 0,
        at,
        readBy: [],
        ...ADMINISTRATORS,
        level: 'URGENT' as const,
        text,
      });
      const found = message('found', foundAt, `案件${caseId}：${title}（${detail}）。`);
      if (treatedAt === undefined) return [found];
      return [found, message('treated', treatedAt, `案件${caseId}：已按案件记录重新启动流程（原因：${title}）。`)];
    });
    await inbox.add(messages);
  }

  void (async () => {
    while (!ending.signal.aborted) {
      await tell().catch((err: unknown) => logger.warn({ err }, 'findings of the doctor not told yet'));
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return { close: () => ending.abort() };
}
