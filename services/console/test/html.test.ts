import fc from 'fast-check';
import { escapeHtml, html, type Content } from '../src/html';
import { HOSTILE } from './support/sample-case';

test('values are escaped in content and in attributes', () => {
  expect(String(html`<p title="${HOSTILE}">${HOSTILE}</p>`)).not.toMatch(/<script|<img|alert\('|`/);
  expect(String(html`<p>${'<b>&"\'`'}</p>`)).toBe('<p>&#60;b&#62;&#38;&#34;&#39;&#96;</p>');
});

test('markup made by the template stays markup, wherever it is nested', () => {
  const items = ['<a>', 'b'].map((text) => html`<i>${text}</i>`);
  expect(String(html`<b>${items}${[[html`<hr />`]]}</b>`)).toBe('<b><i>&#60;a&#62;</i><i>b</i><hr /></b>');
});

test.each<[Content, string]>([
  [null, ''],
  [undefined, ''],
  [false, ''],
  [0, '0'],
  ['', ''],
])('%p becomes %p', (value, text) => {
  expect(String(html`${value}`)).toBe(text);
});

test('text that looks like the result of the template is text', () => {
  const forged = { toString: () => '<b>', markup: '<b>' } as unknown as string;
  expect(String(html`${forged}`)).toBe('&#60;b&#62;');
});

test('escaped text reads back as itself and holds no sign that could end text or a quoted value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"'`]/);
      expect(escaped.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(text);
    }),
  );
});
