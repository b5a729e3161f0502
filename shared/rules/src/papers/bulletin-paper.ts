import { GROUNDS } from '../articles';
import { plainDate, toChineseNumeral } from '../case-number';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import { dateOf } from '../local-date';
import type { Instant, LocalDate } from '../local-date';
import type { BulletinState, BulletinVersion } from '../supervision/bulletin/state';
import type { Bulletin, Figures } from '../supervision/figures';
import { halfYearDays, halfYearInWords } from '../supervision/period';
import { CLOSE_OUTCOMES, codesIn, DISPOSITIONS, ORIGINS, REQUESTED_OUTCOMES } from '../vocabulary';
import { bulletinAnnexes, changesBetween, completedIn } from './bulletin-annexes';
import type { CourtName } from './bulletin-annexes';
import { sentence, Wording } from './clean';
import { asPaper, body, heading } from './compose';
import { yuan } from './execution-papers';
import type { Block, Paper } from './paper';

const cases = (count: number): string => `${count}件`;

/** `（甲2件、乙1件）`, without what there is none of; empty where there is nothing. */
function parts(counts: readonly (readonly [name: string, count: number])[]): string {
  const some = counts.filter(([, count]) => count > 0);
  return some.length === 0 ? '' : `（${some.map(([name, count]) => `${name}${cases(count)}`).join('、')}）`;
}

function flow(total: Figures): string {
  const { pendingBefore, received, decided, refused, withdrawn, lapsed, concluded, pendingAfter } = total;
  const ended = parts([
    ['撤回', withdrawn],
    ['逾期未补正', lapsed],
    ['交办终结', concluded],
  ]);
  return `期初未结${cases(pendingBefore)}，本期收到${cases(received)}；决定协同执行${cases(decided)}，不予协同执行${cases(refused)}，其他方式结束${cases(withdrawn + lapsed + concluded)}${ended}；期末未结${cases(pendingAfter)}。`;
}

function review({ onTime, reviewWorkdaysMedian }: Figures): string {
  const { numerator, denominator, display } = onTime;
  const due =
    denominator === 0
      ? '审查期限在本期届满的案件没有'
      : `审查期限在本期届满${cases(denominator)}，按期审结${cases(numerator)}，按期率${display}`;
  const median = reviewWorkdaysMedian === null ? '' : `；作出决定所用工作日的中位数为${reviewWorkdaysMedian}`;
  return `${due}${median}。`;
}

function received(total: Figures): string {
  const origins = parts(codesIn(ORIGINS).map((origin) => [ORIGINS[origin][0], total.origins[origin] ?? 0]));
  const grounds = parts(
    GROUNDS.map(({ code }, index) => [`第（${toChineseNumeral(index + 1)}）项`, total.grounds[code] ?? 0]),
  );
  const byGround = grounds === '' ? '' : `；按第三条所列情形${grounds}，一件可有数项`;
  return `收到的案件${cases(total.received)}${origins}${byGround}。`;
}

function closed(total: Figures): string {
  const outcomes = parts(
    codesIn(REQUESTED_OUTCOMES).map((outcome) => [CLOSE_OUTCOMES[outcome][0], total.closed[outcome]]),
  );
  const revoked = total.closed.REVOKED > 0 ? `，撤销协同${cases(total.closed.REVOKED)}` : '';
  return `办结${cases(completedIn(total))}${outcomes}${revoked}，执行到位${yuan(total.recovered)}。应当全部办理完毕的案件，期末尚有${cases(total.mustCompleteOutstanding)}没有办理完毕。`;
}

function quota({ quota: year }: Figures): string[] {
  if (year === null) return [];
  return [
    `年度办案数量${cases(year.number)}，年初至期末决定协同执行${cases(year.decided)}，办结${cases(year.closed)}。`,
  ];
}

function scans({ scan, leads }: Figures): string {
  const disposed = parts(codesIn(DISPOSITIONS).map((as) => [DISPOSITIONS[as][0], scan[as]]));
  const done = codesIn(DISPOSITIONS).reduce((sum, as) => sum + scan[as], 0);
  return `定期扫描命中${cases(scan.hits)}，已处置${cases(done)}${disposed}，期末尚未处置${cases(scan.outstanding)}。登记问责线索${leads.registered}条，移送${leads.referred}条，查明不实${leads.unfounded}条。`;
}

/** Which courts reviewed late, most first. */
function lateCourts({ rows }: Bulletin, nameOf: CourtName): string[] {
  const late = rows
    .map(({ court, onTime }) => ({ court, count: onTime.denominator - onTime.numerator }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.court < b.court ? -1 : 1));
  if (late.length === 0) return [];
  return [`没有按期审结的：${late.map(({ court, count }) => `${nameOf(court)}${cases(count)}`).join('、')}。`];
}

function overall(figures: Bulletin, nameOf: CourtName): string[] {
  const { total, lateEntries } = figures;
  const added =
    lateEntries.length === 0
      ? []
      : [
          `上期通报数字冻结以后补录上期期末以前收到的案件${cases(lateEntries.length)}，本期的期初未结因此与上期的期末未结不同。`,
        ];
  const lines = [flow(total), received(total), review(total), ...lateCourts(figures, nameOf), closed(total)];
  return [...lines, ...quota(total), scans(total), ...added];
}

/** Which issued version a correction corrects. */
const corrected = ({ versions }: BulletinState, { version }: BulletinVersion): BulletinVersion | undefined =>
  versions.findLast((other) => other.version < version && other.issued !== null);

function correction(
  { correction: made }: BulletinVersion,
  before: BulletinVersion | undefined,
  changes: readonly string[][],
  wording: Wording,
): Block[] {
  if (!made || !before?.issued) return [];
  const changed = changes.length === 0 ? '各项数字没有变动' : `更正的数字${changes.length}项，附后对照`;
  return [
    body(`本院${plainDate(before.issued.on)}印发的同期通报（第${before.version}版）现予更正，以本版为准。${changed}。`),
    ...wording.paragraphs(made.reason, '更正理由').map((line) => body(`更正理由：${sentence(line)}`)),
  ];
}

/** Courts are many, so they are addressed by their kind here and each by its name at the end. */
function addressees(state: BulletinState, date: LocalDate, { courts }: Jurisdiction): string {
  const high = courts.everByCode(state.subject.court, date)?.tier === 'HIGH';
  return high ? '各中级人民法院、各基层人民法院：' : '辖区各基层人民法院：';
}

/**
 * 协同执行工作半年通报 (Art. 16) of a version that was issued, under the letterhead of GB/T 9704, with its figures, charts
 * and lists as annexes. A form of our own: the Rule gives none. Null where that version is not known.
 * @param issued the version and the courts it goes to
 */
export function bulletinPaper(
  state: BulletinState,
  issued: { version: number; to: readonly string[] },
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper | null {
  const version = state.versions.find((one) => one.version === issued.version);
  if (!version) return null;
  const wording = new Wording(jurisdiction);
  const { court, period } = state.subject;
  const { courts } = jurisdiction;
  const date = dateOf(at);
  const { first, last } = halfYearDays(period);
  const nameOf: CourtName = (code) => courts.localName(courts.everByCode(code, last)?.name ?? code);
  const before = version.correction ? corrected(state, version) : undefined;
  const changes = before ? changesBetween(before.figures, version.figures, nameOf) : [];
  const annexes = bulletinAnnexes(version, changes, nameOf);
  const half = halfYearInWords(period);
  const texts: [string, string[]][] = [
    ['总体情况', overall(version.figures, nameOf)],
    ['存在的问题', wording.paragraphs(version.problems, '存在的问题').map(sentence)],
    ['下一步工作', wording.paragraphs(version.nextSteps, '下一步工作').map(sentence)],
  ];
  const sections = texts
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines], index) => [heading(`${toChineseNumeral(index + 1)}、${title}`), ...lines.map(body)]);
  const own = wording.court(court, date);
  const number = `${half}第${version.version}版`;
  const names = annexes.map(({ title }, index) => (annexes.length === 1 ? title : `${index + 1}.${title}`));
  const blocks: Block[] = [
    { role: 'letterhead', text: own },
    { role: 'issue', text: number },
    {
      role: 'headline',
      text: `${own}\n关于${half}协同执行工作情况的通报${version.correction ? '\n（更正）' : ''}`,
    },
    { role: 'addressee', text: addressees(state, date, jurisdiction) },
    body(
      `依照${wording.ruleName}第十六条规定，现将${half}（${plainDate(first)}至${plainDate(last)}）协同执行工作情况通报如下。数字截至${plainDate(dateOf(version.frozenAt))}。`,
    ),
    ...correction(version, before, changes, wording),
    ...sections,
    { role: 'annexes', text: `附件：${names.join('\n\u3000\u3000\u3000')}` },
    { role: 'signature', text: own },
    { role: 'date', text: plainDate(date) },
  ];
  const receivers = issued.to.map((code) => courts.localName(wording.court(code, date)));
  if (receivers.length > 0) blocks.push({ role: 'copies', text: `发送：${receivers.join('、')}。` });
  const paper = asPaper({ kind: 'BULLETIN', number, court, addressee: null, date, at }, blocks, wording);
  return { ...paper, annexes };
}
