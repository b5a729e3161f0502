/**
 * What is typed and not yet sent, kept in this browser under the account's name until soon after the session's end; and
 * the key of the request it will become, kept for this tab, so that a double click, a reload or a repeated try is the same
 * request.
 */
const DRAFT = 'xiezhi:draft:';
const KEY = 'xiezhi:key:';

/** Whoever the end of a session finds in the middle of a sentence signs in again and goes on. */
const GRACE_MS = 30 * 60_000;
/** Drafts of before they had an end get the longest that a session has. */
const OLD_DRAFT_MS = 8 * 60 * 60_000;

interface Kept {
  values: unknown;
  /** Epoch ms. */
  savedAt: number;
  until: number;
}

export interface Draft<T> {
  id: string;
  savedAt: number;
  values: T;
}

const name = (prefix: string, sub: string, form: string) => `${prefix}${sub}:${form}`;

/** The form of one of several drafts. */
export const draftForm = (form: string, id: string): string => `${form}:${id}`;

let heldUntil = Date.now() + OLD_DRAFT_MS;

function keptAt(place: string): Kept | undefined {
  const text = localStorage.getItem(place);
  return text === null ? undefined : keptIn(text);
}

function keptIn(text: string): Kept | undefined {
  try {
    const found = JSON.parse(text) as Partial<Kept>;
    if (typeof found.until === 'number' && typeof found.savedAt === 'number') return found as Kept;
    return { values: found, savedAt: 0, until: Infinity };
  } catch {
    return undefined;
  }
}

function keep(place: string, kept: Kept): void {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage must not keep anybody from working on.
  }
}

const places = (prefix: string): string[] => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

/** Removes every account's drafts that have ended: others may use this computer. */
export function sweepDrafts(): void {
  for (const place of places(DRAFT)) {
    const kept = keptAt(place);
    if (!kept || kept.until <= Date.now()) localStorage.removeItem(place);
    else if (kept.until === Infinity) keep(place, { ...kept, until: Date.now() + OLD_DRAFT_MS });
  }
}

/** This account's drafts live as long as its session. @param sessionEnds ISO 8601 */
export function holdDrafts(sub: string, sessionEnds: string): void {
  heldUntil = Date.parse(sessionEnds) + GRACE_MS;
  sweepDrafts();
  for (const place of places(`${DRAFT}${sub}:`)) {
    const kept = keptAt(place);
    if (kept && kept.until !== heldUntil) keep(place, { ...kept, until: heldUntil });
  }
}

export function readDraft<T>(sub: string, form: string): T | undefined {
  const kept = keptAt(name(DRAFT, sub, form));
  return kept && kept.until > Date.now() ? (kept.values as T) : undefined;
}

export function writeDraft(sub: string, form: string, values: unknown): void {
  keep(name(DRAFT, sub, form), { values, savedAt: Date.now(), until: heldUntil });
}

export function clearDraft(sub: string, form: string): void {
  localStorage.removeItem(name(DRAFT, sub, form));
  sessionStorage.removeItem(name(KEY, sub, form));
}

/** A form of which several are under way at once: each draft has an id, and the address of its page says which it is. */
export const newDraftId = (): string => randomKey().slice(0, 8);

export const isDraftId = (text: string | null): text is string => text !== null && /^[0-9a-f]{8}$/.test(text);

/** The drafts of a form, the last one written first. */
export function draftsOf<T>(sub: string, form: string): Draft<T>[] {
  // When a form had only one draft, it was kept under the name of the form alone.
  const old = name(DRAFT, sub, form);
  const single = keptAt(old);
  if (single) {
    keep(name(DRAFT, sub, draftForm(form, newDraftId())), { ...single, until: heldUntil });
    localStorage.removeItem(old);
  }
  const prefix = `${old}:`;
  return places(prefix)
    .flatMap((place) => {
      const kept = keptAt(place);
      const id = place.slice(prefix.length);
      return kept && isDraftId(id) && kept.until > Date.now()
        ? [{ id, savedAt: kept.savedAt, values: kept.values as T }]
        : [];
    })
    .sort((a, b) => b.savedAt - a.savedAt);
}

/** Tells what another tab does to a draft; returns how to stop. */
export function watchDraft(sub: string, form: string, tell: (what: 'changed' | 'gone') => void): () => void {
  const place = name(DRAFT, sub, form);
  const valuesOf = (text: string | null) => JSON.stringify(text === null ? null : keptIn(text)?.values);
  const told = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key !== place && key !== null) return;
    if (newValue === null) tell('gone');
    // A session that goes on moves the end of its drafts and nothing of what they say.
    else if (valuesOf(oldValue) !== valuesOf(newValue)) tell('changed');
  };
  window.addEventListener('storage', told);
  return () => window.removeEventListener('storage', told);
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
