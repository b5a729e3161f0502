/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PARTS } from '../language';
import { COMMANDS } from '../language/commands';

const phrases = Object.entries(PARTS).flatMap(([part, words]) =>
  Object.entries(words).map(([phrase, english]) => ({ part, phrase, english: english as string })),
);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['language', 'test'].includes(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(resolve(process.cwd(), 'services/console/web/src')).join('\n');

test('every phrase has one English text, whichever file gives it', () => {
  const parts = phrases.map(({ phrase }) => phrase);
  expect(parts.filter((phrase, index) => parts.indexOf(phrase) !== index)).toEqual([]);
});

/** The name of a thing that has no other. */
const TERM = /（?终本）?/;

test('English has no Chinese characters', () => {
  const wrong = [...phrases.map(({ english }) => english), ...Object.values(COMMANDS)].filter((english) =>
    /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(english.replace(TERM, '')),
  );
  expect(wrong).toEqual([]);
});

/** Words of schemas and of the Rule's own lists come to the page through data. */
test('every phrase is used', () => {
  const schemas = new Set(['FORMS', 'UNITS']);
  const unused = phrases.filter(({ part, phrase }) => !schemas.has(part) && !code.includes(phrase));
  expect(unused.map(({ phrase }) => phrase)).toEqual([]);
});

/** Names, the Rule's title and the example of a case number are Chinese in both. */
const CHINESE_IN_BOTH = /^(獬豸|吉高法|（2018）吉)/;

/** What is shown by `t` is checked by its type. */
test('no text of a page goes round the translation', () => {
  const shown = [
    ...code.matchAll(/(?:title|label|placeholder|aria-label|extra|message)="([^"]*[\u4e00-\u9fff][^"]*)"/g),
  ];
  const children = [...code.matchAll(/>\s*([\u4e00-\u9fff][^<>{}]*)\s*<\//g)];
  const texts = [...shown, ...children].map(([, text]) => text!.trim());
  expect(texts.filter((text) => !CHINESE_IN_BOTH.test(text))).toEqual([]);
});
