import type { Article } from './article';
import { ART01 } from './art01-purpose';
import { ART02 } from './art02-definition';
import { ART03 } from './art03-grounds';
import { ART04 } from './art04-mandatory';
import { ART05 } from './art05-principles';
import { ART06 } from './art06-application';
import { ART07 } from './art07-review';
import { ART08 } from './art08-high-court';
import { ART09 } from './art09-intermediate-own';
import { ART10 } from './art10-self-execution';
import { ART11 } from './art11-plan';
import { ART12 } from './art12-implementation';
import { ART13 } from './art13-accountability';
import { ART14 } from './art14-supervision';
import { ART15 } from './art15-assessment';
import { ART16 } from './art16-bulletin';
import { ART17 } from './art17-module';
import { ART18 } from './art18-research';
import { ART19 } from './art19-effect';

export type { Article } from './article';
export * from './art03-grounds';
export * from './ground-proof';
export * from './ground-checks';
export * from './annex-decision';

/** 吉高法〔2018〕45号, all nineteen articles in order. */
export const ARTICLES: readonly Article[] = [
  ART01,
  ART02,
  ART03,
  ART04,
  ART05,
  ART06,
  ART07,
  ART08,
  ART09,
  ART10,
  ART11,
  ART12,
  ART13,
  ART14,
  ART15,
  ART16,
  ART17,
  ART18,
  ART19,
];
