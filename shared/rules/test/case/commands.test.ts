import { ARTICLES, COMMANDS, fieldPlaces } from '../../src/index';
import type { Field, Fields } from '../../src/index';

const CHINESE = /[\u4e00-\u9fff]/;

function* labelsOf(fields: Fields): Generator<Field['label']> {
  for (const field of Object.values(fields)) {
    if (field.kind === 'internal') continue;
    yield field.label;
    if (field.entry) yield* labelsOf({ entry: field.entry });
    if (field.fields) yield* labelsOf(field.fields);
  }
}

test('every command has a name of its own, and a title of its own in both languages', () => {
  const several = [COMMANDS.map(({ name }) => name), ...[0, 1].map((word) => COMMANDS.map(({ title }) => title[word]))];
  for (const names of several) expect(new Set<unknown>(names).size).toBe(COMMANDS.length);
});

test.each(COMMANDS.map((defined) => [defined.name, defined] as const))(
  '%s carries out articles, is somebody’s to give, and names each field in both languages',
  (_name, { articles, by, title, fields }) => {
    const numbers = ARTICLES.map(({ number }) => number);
    expect(articles.length).toBeGreaterThan(0);
    for (const article of articles) expect(numbers).toContain(article);
    expect(by.flatMap(({ roles }) => roles)).not.toEqual([]);
    for (const [chinese, english] of [title, ...labelsOf(fields)]) {
      expect(chinese).toMatch(CHINESE);
      expect(english).not.toMatch(CHINESE);
      expect(english).not.toBe('');
    }
  },
);

test('what a person writes freely is known by its definition, in lists and groups too; what nobody sends is nowhere', () => {
  const { free, coded } = fieldPlaces(COMMANDS);
  for (const place of [
    'reasons',
    'attendees',
    'materials.title',
    'officers.credential',
    'letter.issuedBy',
    'parties.name',
  ]) {
    expect(free).toContain(place);
  }
  for (const place of ['to', 'claimAmount', 'officers.court', 'grounds.code', 'letter.channel', 'evidence']) {
    expect(coded).toContain(place);
  }
  expect([...free, ...coded]).not.toContain('settings');
});
