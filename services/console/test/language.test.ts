import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const WEB = resolve(process.cwd(), 'services/console/web/src');

function sources(folder: string, leaveOut: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return leaveOut.includes(entry.name) ? [] : sources(path, leaveOut);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(WEB, ['language', 'test']).join('\n');
const phrases = sources(join(WEB, 'shared/language')).flatMap((file) =>
  [...file.matchAll(/^ {2}(?:'([^']+)'|([\u4e00-\u9fff]\S*?)):/gm)].map(([, quoted, plain]) => quoted ?? plain!),
);

test('every phrase that has an English text is a phrase of the pages', () => {
  expect(phrases.length).toBeGreaterThan(300);
  const ofRule = sources(resolve(process.cwd(), 'shared/rules/src')).join('\n');
  expect(
    phrases.filter((phrase) => /[\u4e00-\u9fff]/.test(phrase) && !code.includes(phrase) && !ofRule.includes(phrase)),
  ).toEqual([]);
});

/** Names, the Rule's title and the example of a case number are Chinese in both. */
const CHINESE_IN_BOTH = /^(獬豸|吉高法|（2018）吉)/;

/** That what is shown by `t` has an English text is checked by its type. */
test('no text of a page goes round the translation', () => {
  const named = [...code.matchAll(/(?:title|label|placeholder|extra|message)="([^"]*[\u4e00-\u9fff][^"]*)"/g)];
  const written = [...code.matchAll(/>\s*([\u4e00-\u9fff][^<>{}]*)\s*<\//g)];
  const texts = [...named, ...written].map(([, text]) => text!.trim());
  expect(texts.filter((text) => !CHINESE_IN_BOTH.test(text))).toEqual([]);
});
