import { entryOf, eventOf } from '@xiezhi/contracts';
import { DEFAULT_SETTINGS, EVENT_TITLES } from '@xiezhi/rules';
import type { CaseEvent, EventPayloads } from '@xiezhi/rules';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { askedIn, entriesAsked } from '../src/support/recorded';
import type { PlainHistory } from '../src/support/recorded';
import { pureStories } from './all-stories';
import { playPurely } from './pure-story';

/** As it comes back from a database or from NATS. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const played = pureStories().map((story) => ({ id: story.id, events: playPurely(story).events }));

const entry = (event: CaseEvent) => stored(entryOf('jl0104-1', 1, event, 'rules'));

test.each(played)('what happens in $id comes back from its entries', ({ events }) => {
  for (const event of events) expect(eventOf(entry(event))).toEqual(stored(event));
});

/** What no story brings about: settings are published by a service, and a court that was late with its receipt has to leave. */
const TOLD: Partial<EventPayloads> = {
  'settings.adopted': { version: 2, from: 1, reason: '报批期限缩短。', settings: DEFAULT_SETTINGS },
  'deadline.released': { id: 'SERVICE-2', kind: 'SERVICE', reason: '法院退出协同。' },
};

test.each(Object.entries(TOLD))('%s comes back from its entry', (type, payload) => {
  const event = { ...played[0]!.events[0]!, type, payload } as CaseEvent;
  expect(eventOf(entry(event))).toEqual(stored(event));
});

test('there is no other event', () => {
  const made = new Set<string>(played.flatMap(({ events }) => events.map(({ type }) => type)));
  expect(new Set([...made, ...Object.keys(TOLD)])).toEqual(new Set(Object.keys(EVENT_TITLES)));
});

const HISTORIES = join(__dirname, '..', 'histories');
const histories = ['.', 'entries'].flatMap((folder) =>
  readdirSync(join(HISTORIES, folder))
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => join(folder, name)),
);

test.each(histories)('what earlier releases have recorded in %s is read as it stands', (file) => {
  const history = JSON.parse(gunzipSync(readFileSync(join(HISTORIES, file))).toString('utf8')) as PlainHistory;
  const entries = history.entries ?? entriesAsked(askedIn(history));
  expect(entries.length).toBeGreaterThan(0);
  for (const one of entries) expect(eventOf(one).payload).toEqual(one.payload);
});

test('what no collaboration has is no event of one, nor is what lacks something', () => {
  const event = played[0]!.events[0]!;
  expect(() => eventOf({ ...entry(event), type: 'hit.opened' })).toThrow('hit.opened');
  expect(() => eventOf({ ...entry(event), type: 'toString' })).toThrow();
  expect(() => eventOf({ ...entry(event), payload: {} })).toThrow();
});
