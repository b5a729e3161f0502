import type { FieldError } from '../zod-chinese';

/** Deeper than anything that is asked for; the database itself takes a hundred levels. */
const DEEPEST = 50;
/** Enough to mend by; a body of a million faults is not answered with a million remarks. */
const MOST_FAULTS = 20;

// Tab and line breaks are a text's own; the others have no form, on paper or anywhere.
const CONTROL = /(?![\n\r\t])\p{Cc}/u;
const CONTROLS = /\p{Cc}/gu;

/** Why no field may hold this text, in Chinese; null for one that is well-formed and has no control characters. */
export function whyIllFormed(text: string): string | null {
  if (!text.isWellFormed()) return '含有残缺的字符，请重新录入';
  return CONTROL.test(text) ? '含有不可见的控制字符' : null;
}

interface Place {
  value: unknown;
  path: readonly (string | number)[];
}

/**
 * The faults of every text in what was sent, keys as well, whether or not a schema looks at it: half a character is stored
 * as another one than it was hashed as, and a control character is seen by nobody.
 * Not recursive, because what it looks at may be nested half a million times.
 */
export function illFormedTexts(sent: unknown, pathOf: (path: readonly (string | number)[]) => string): FieldError[] {
  const faults = new Map<string, string>();
  const remark = (path: readonly (string | number)[], message: string) => {
    const at = pathOf(path);
    if (!faults.has(at)) faults.set(at, message);
  };
  const left: Place[] = [{ value: sent, path: [] }];
  for (let place = left.pop(); place && faults.size < MOST_FAULTS; place = left.pop()) {
    const { value, path } = place;
    if (typeof value === 'string') {
      const why = whyIllFormed(value);
      if (why !== null) remark(path, why);
    } else if (typeof value === 'object' && value !== null) {
      if (path.length >= DEEPEST) {
        remark(path.slice(0, 1), `嵌套超过${DEEPEST}层`);
        continue;
      }
      const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
      // The last one in is the first one out: remarks come in the order of the fields.
      for (const [key, member] of members.reverse()) {
        const why = typeof key === 'string' ? whyIllFormed(key) : null;
        if (why === null) left.push({ value: member, path: [...path, key] });
        else remark([...path, shown(key as string)], `字段名${why}`);
      }
    }
  }
  return [...faults].map(([path, message]) => ({ path, message }));
}

/** A name that is no text itself, so that it can be shown. */
const shown = (key: string) => key.toWellFormed().replace(CONTROLS, '\ufffd').slice(0, 40);
