import { tooLate, type Scenario } from '@xiezhi/client/play';
import { programUrls } from '@xiezhi/contracts/installation';
import type { CurrentPlay, Examples as ExampleList } from '@xiezhi/contracts/views';
import { Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { json, type Express, type Request } from 'express';
import { z } from 'zod';
import type { ConsoleConfig } from '../config';
import type { Session } from '../session/store';
import { Examples } from './examples';
import { Play } from './play';
import { scenarioFrom } from './scenario-file';

const TIMEOUT_MS = 8_000;
const PLAYERS: readonly string[] = ['systemAdmin', 'commandDirector'];

const clockSchema = z.object({ now: z.string(), offsetMs: z.number() });

export interface RehearsalDeps {
  config: ConsoleConfig;
  logger: Logger;
  /** @throws Problem UNAUTHENTICATED */
  signedIn(req: Request): Promise<Session>;
  /** @throws Problem FORBIDDEN for a write that was not made by this session's own pages */
  requireToken(session: Session, req: Request): void;
}

/** Stories played forward, in a rehearsal only: one at a time, kept in memory and lost with this process. */
export function mountPlays(app: Express, { config, logger, signedIn, requireToken }: RehearsalDeps): void {
  const examples = new Examples();
  const since = new Date().toISOString();
  let play: Play | undefined;

  const player = async (req: Request): Promise<Session> => {
    const session = await signedIn(req);
    if (!session.person.roles.some((role) => PLAYERS.includes(role)))
      throw new Problem('FORBIDDEN', '系统管理员和指挥中心负责人可以播放场景。');
    if (req.method !== 'GET') requireToken(session, req);
    return session;
  };
  const current = (): Play => {
    if (play) return play;
    throw new Problem('NOT_FOUND', '没有正在播放的场景；工作台重新启动时，播放中的场景随之终止。');
  };
  /** The clock never moved shows the present and may still be set to the past. */
  const requireClockBefore = async (scenario: Scenario, session: Session): Promise<void> => {
    const clock = await readClock(config, session);
    const first = scenario.steps[0]!.at;
    if (clock.offsetMs !== 0 && Date.parse(clock.now) > Date.parse(first))
      throw new Problem('NOT_ALLOWED_IN_STATE', tooLate(clock.now, first));
  };

  app.get('/api/rehearsal/examples', async (req, res) => {
    await player(req);
    res.json({ items: examples.list() } satisfies ExampleList);
  });

  app.get('/api/rehearsal/plays/current', async (req, res) => {
    await player(req);
    res.json({ since, play: play?.progress() ?? null } satisfies CurrentPlay);
  });

  const begin = async (req: Request): Promise<void> => {
    const session = await signedIn(req);
    const body = req.body as unknown;
    const named = z.strictObject({ example: z.string() }).safeParse(body);
    const scenario = named.success ? examples.story(named.data.example) : scenarioFrom(body);
    if (config.XIEZHI_DATA === undefined)
      throw new Problem('NOT_ALLOWED_IN_STATE', '工作台没有数据目录（XIEZHI_DATA），无法为场景人员建立账号。');
    await requireClockBefore(scenario, session);
    if (play?.underWay) throw new Problem('CONFLICT_IN_PROGRESS', '已有一个场景正在播放，请等它结束或者先停止。');
    play?.abandon();
    play = new Play(scenario, (err) => logger.warn({ err, scenario: scenario.id }, 'play failed'));
    const stage = { urls: programUrls(config) };
    void play.run(stage, config.XIEZHI_DATA, `play${Date.now().toString(36)}`);
  };
  app.post(
    '/api/rehearsal/plays',
    // Before the body is read: strangers send nothing large.
    async (req, _res, next) => {
      await player(req);
      next();
    },
    json({ limit: '1mb' }),
    async (req, res) => {
      await begin(req);
      res.status(202).json({ since, play: current().progress() } satisfies CurrentPlay);
    },
  );

  for (const what of ['stop', 'resume'] as const) {
    app.post(`/api/rehearsal/plays/${what}`, async (req, res) => {
      await player(req);
      current()[what]();
      res.json({ since, play: current().progress() } satisfies CurrentPlay);
    });
  }
}

async function readClock(config: ConsoleConfig, session: Session): Promise<z.output<typeof clockSchema>> {
  try {
    const answer = await fetch(`${config.COMMAND_CENTER_URL}/clock`, {
      headers: { accept: 'application/json', authorization: `Bearer ${session.tokens.accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return clockSchema.parse(await answer.json());
  } catch (cause) {
    throw new Problem('UNAVAILABLE', '法院时钟暂时没有应答，请稍后重试。', { cause });
  }
}
