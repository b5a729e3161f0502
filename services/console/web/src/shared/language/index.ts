import { ADMINISTRATION } from './administration';
import { ALLOCATION } from './allocation';
import { AMENDMENT } from './amendment';
import { APPLY } from './apply';
import { ASSESSMENT } from './assessment';
import { BULLETINS } from './bulletins';
import { CALENDARS } from './calendars';
import { CASE } from './case';
import { CASES } from './cases';
import { DOCKET } from './docket';
import { FORMS } from './forms';
import { OTHERS } from './others';
import { PAGES } from './pages';
import { PATTERNS } from './patterns';
import { REHEARSAL } from './rehearsal';
import { REVIEW } from './review';
import { SELF_CHECK } from './self-check';
import { SETTINGS_WORDS } from './settings';
import { STARTUP } from './startup';
import { TOUR } from './tour';
import { UNITS } from './units';
import { WALL } from './wall';
import { WORKBENCH } from './workbench';

export type Language = 'zh' | 'en';

/** By file; none may have a phrase of another. */
export const PARTS = {
  PAGES,
  CASES,
  FORMS,
  APPLY,
  AMENDMENT,
  OTHERS,
  REHEARSAL,
  CASE,
  REVIEW,
  SETTINGS_WORDS,
  WALL,
  TOUR,
  UNITS,
  STARTUP,
  CALENDARS,
  ASSESSMENT,
  ADMINISTRATION,
  DOCKET,
  ALLOCATION,
  PATTERNS,
  BULLETINS,
  SELF_CHECK,
  WORKBENCH,
};

/**
 * The application's own words and their English. Text of cases, of the Rule and of the services stays Chinese in both: it
 * is evidence or law, and a translation would be neither.
 */
const ENGLISH = {
  ...PAGES,
  ...CASES,
  ...FORMS,
  ...APPLY,
  ...AMENDMENT,
  ...OTHERS,
  ...REHEARSAL,
  ...CASE,
  ...REVIEW,
  ...SETTINGS_WORDS,
  ...WALL,
  ...TOUR,
  ...UNITS,
  ...STARTUP,
  ...ADMINISTRATION,
  ...CALENDARS,
  ...ASSESSMENT,
  ...DOCKET,
  ...ALLOCATION,
  ...PATTERNS,
  ...BULLETINS,
  ...SELF_CHECK,
  ...WORKBENCH,
};

export type Phrase = keyof typeof ENGLISH;
export type Translate = (phrase: Phrase) => string;

export function translator(language: Language): Translate {
  // A word that came from a schema and not from here stands for itself.
  return language === 'en' ? (phrase) => ENGLISH[phrase] ?? humanise(phrase) : (phrase) => phrase;
}

/** `UNDER_REVIEW`, `bureauDirector`, `application.submitted` as English words; the codes are English already. */
export function humanise(code: string): string {
  const words = code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[._]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
