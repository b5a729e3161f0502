/**
 * What is typed and not yet sent, kept in this browser under the account's name; and the key of the request it will
 * become, kept for this tab, so that a double click, a reload or a repeated try is the same request.
 */
const DRAFT = 'xiezhi:draft:';
const KEY = 'xiezhi:key:';

const name = (prefix: string, sub: string, form: string) => `${prefix}${sub}:${form}`;

export function readDraft<T>(sub: string, form: string): T | undefined {
  try {
    const text = localStorage.getItem(name(DRAFT, sub, form));
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function writeDraft(sub: string, form: string, values: unknown): void {
  try {
    localStorage.setItem(name(DRAFT, sub, form), JSON.stringify(values));
  } catch {
    // A full or forbidden storage must not keep anybody from working on.
  }
}

export function clearDraft(sub: string, form: string): void {
  localStorage.removeItem(name(DRAFT, sub, form));
  sessionStorage.removeItem(name(KEY, sub, form));
}

/** Everything of this account: called before signing out. */
export function clearDrafts(sub: string): void {
  for (const storage of [localStorage, sessionStorage]) {
    const mine = Object.keys(storage).filter(
      (key) => key.startsWith(`${DRAFT}${sub}:`) || key.startsWith(`${KEY}${sub}:`),
    );
    mine.forEach((key) => storage.removeItem(key));
  }
}

/** The request key of a form until it is sent and decided. */
export function requestKey(sub: string, form: string): string {
  const place = name(KEY, sub, form);
  const known = sessionStorage.getItem(place);
  if (known) return known;
  const made = randomKey();
  sessionStorage.setItem(place, made);
  return made;
}

/** After a refusal the next try is another request. */
export function forgetKey(sub: string, form: string): void {
  sessionStorage.removeItem(name(KEY, sub, form));
}

/** Not randomUUID: an installation without TLS is no secure context. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
