import { PARTS } from '../language';
import { COMMANDS } from '../language/commands';

const phrases = Object.values(PARTS).flatMap((words) => Object.keys(words));
const english = [...Object.values(PARTS), COMMANDS].flatMap((words): string[] => Object.values(words));

/** The name of a thing that has no other. */
const TERM = '终本';

test('every phrase has one English text, whichever file gives it', () => {
  expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
});

test('English has no Chinese characters', () => {
  const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
  expect(english.filter((text) => chinese.test(text.replace(TERM, '')))).toEqual([]);
});
