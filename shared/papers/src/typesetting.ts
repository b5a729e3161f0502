import type { Paper } from '@xiezhi/rules';

/**
 * How a paper is set. A file that was lost is made again with the same bytes, so what an older release set is set by its
 * own rules for ever; the number behind the stroke of a paper's template version says which they are.
 */
export interface Typesetting {
  /** Signs that never begin a line, and that never end one (W3C clreq, GB/T 15834). */
  notFirst: ReadonlySet<string>;
  notLast: ReadonlySet<string>;
  /** Whether a second face is asked for what Noto Serif SC does not have. */
  fallback: boolean;
}

const FIRST_RELEASE: Typesetting = {
  notFirst: new Set('，。、；：？！）》〉」』】〕”’…—·％%,.;:?!)]}〞'),
  notLast: new Set('（《〈「『【〔“‘([{〝￥'),
  fallback: false,
};

const SINCE_SECOND: Typesetting = {
  notFirst: new Set([...FIRST_RELEASE.notFirst, ...'～－‐–〜］｝〗〙．・‧•／℃‰°′″々〻ー＇＂｣､｡']),
  notLast: new Set([...FIRST_RELEASE.notLast, ...'［｛〖〘｢＄￡£$¥§№＃#']),
  fallback: true,
};

export function typesettingOf({ templateVersion }: Pick<Paper, 'templateVersion'>): Typesetting {
  return templateVersion.endsWith('/1') ? FIRST_RELEASE : SINCE_SECOND;
}

/** What is set outside a paper's text: figures of pages, the words of a seal. */
export const PLAIN = FIRST_RELEASE;

export const CURRENT = SINCE_SECOND;
