import { createLogger, listen } from '@xiezhi/service-kit';
import type { Listening } from '@xiezhi/service-kit';
import express from 'express';
import { LiveEvents, withoutLead } from '../src/api-gateway/live';
import type { Session } from '../src/session/store';

test.each([
  ['lead.registered', { caseId: 'jl0104-1', seq: 7 }],
  ['lead.concluded', { caseId: 'jl0104-1', seq: 7 }],
  ['execution.recorded', { caseId: 'jl0104-1', seq: 7, type: 'execution.recorded' }],
])('an open page of someone who does not supervise is told of %s', (type, told) => {
  expect(withoutLead({ caseId: 'jl0104-1', seq: 7, type })).toEqual(told);
});

describe('streams', () => {
  const sessionOf = (id: string): Session => ({
    id,
    person: { kind: 'user', sub: id, name: '于某', court: '吉0104', roles: ['handler'] },
    tokens: { accessToken: `token of ${id}`, accessExpiresAt: 0 },
    createdAt: 0,
    csrf: '',
  });
  let live: LiveEvents;
  let server: Listening;
  let reads: number;
  let asked: string[];
  let unanswered: number;
  let stop: AbortController;

  beforeEach(async () => {
    [reads, asked, unanswered, stop] = [0, [], 0, new AbortController()];
    const app = express();
    app.get('/collaborations/visible', (req, res) => {
      asked.push(req.get('authorization') ?? '');
      if (unanswered-- > 0) res.sendStatus(503);
      else res.json({ items: ['jl0104-1'] });
    });
    app.get('/events/:id', (req, res) => {
      const session = sessionOf(req.params.id);
      const read = () => {
        reads += 1;
        return Promise.resolve(session);
      };
      try {
        live.listen(res, session, read);
      } catch (error) {
        res.sendStatus((error as { status: number }).status);
      }
    });
    server = await listen(app, { host: '127.0.0.1', port: 0 });
    live = new LiveEvents(server.url, createLogger('test', 'silent'), { ofSession: 2, inAll: 5 });
  });
  afterEach(async () => {
    stop.abort();
    live.close();
    await server.close();
  });

  async function open(id: string) {
    const answer = await fetch(`${server.url}/events/${id}`, { signal: stop.signal });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      status: answer.status,
      end: () => reader.cancel(),
      async told(words: string) {
        while (!text.includes(words)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`ended without ${words}: ${text}`);
          text += value;
        }
      },
    };
  }
  const until = async (what: () => boolean) => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('of one session and in all are bounded, and one that is closed makes room', async () => {
    const first = await open('a');
    expect((await open('a')).status).toBe(200);
    expect((await open('a')).status).toBe(429);
    for (const id of ['b', 'c', 'd']) expect((await open(id)).status).toBe(200);
    expect((await open('e')).status).toBe(503);
    expect(live.open).toBe(5);
    await first.end();
    await until(() => live.open === 4);
    expect((await open('e')).status).toBe(200);
  });

  test('are told without a look at each session, and people who see the same are asked about once', async () => {
    const streams = await Promise.all(['a', 'a', 'b', 'c'].map(open));
    for (let seq = 1; seq <= 3; seq += 1) {
      live.note({ caseId: 'jl0104-1', seq, type: 'x' });
      await Promise.all(streams.map((stream) => stream.told(`"seq":${seq}`)));
    }
    expect(reads).toBe(0);
    expect(asked).toHaveLength(3);
  });

  test('are told later where nobody answers who may see them', async () => {
    const stream = await open('a');
    unanswered = 1;
    live.note({ caseId: 'jl0104-1', seq: 1, type: 'x' });
    await stream.told('"seq":1');
    expect(asked).toHaveLength(2);
  });

  test('end at once with the session that is ended here', async () => {
    const [mine, other] = await Promise.all([open('a'), open('b')]);
    live.ended('a');
    await mine.told('event: ended');
    expect(live.open).toBe(1);
    live.note({ caseId: 'jl0104-1', seq: 1, type: 'x' });
    await other.told('"seq":1');
  });
});
