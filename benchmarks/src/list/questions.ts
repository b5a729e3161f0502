import { addDays } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import type { XiezhiClient } from '@xiezhi/client';

export interface Question {
  name: string;
  query: string;
}

const DEPTH = 10_000;
const STEP = 200;

/** What a clerk of the High Court asks, who sees all but the restricted cases. */
export function questions(today: LocalDate): Question[] {
  const ask = (name: string, filter: Record<string, string>) => ({
    name,
    query: new URLSearchParams(filter).toString(),
  });
  return [
    ask('首页', {}),
    ask('首页，按最近届满', { sort: 'due' }),
    ask('首页，按收到日期', { sort: 'received' }),
    ask('执行法院：长春中院及下级', { court: '吉01' }),
    ask('执行法院：一个基层法院', { court: '吉0104' }),
    ask('决定法院：延边中院', { deciding: '吉24' }),
    ask('两种状态', { state: 'UNDER_REVIEW,PLAN_DRAFT' }),
    ask('途径', { route: 'ART7' }),
    ask('事由', { ground: '3-4,3-6' }),
    ask('灯：逾期', { lamp: 'DARK' }),
    ask('灯：临近、当日', { lamp: 'AMBER,RED' }),
    ask('收到日期三十日内', { receivedFrom: addDays(today, -30), receivedTo: today }),
    ask('届满一周内，按届满', { dueFrom: today, dueTo: addDays(today, 7), sort: 'due' }),
    ask('检索：案号的一部分', { q: '执29' }),
    ask('检索：完整案号', { q: '（2024）吉0104执1号' }),
    ask('检索：姓名开头', { q: '王明' }),
    ask('检索：没有结果', { q: '没有这个名称' }),
    ask('全部条件一起', {
      court: '吉01',
      deciding: '吉',
      state: 'UNDER_REVIEW,PLAN_DRAFT,SUBMITTED',
      route: 'ART7',
      ground: '3-1,3-3,3-4,3-5,3-6,3-7',
      lamp: 'GREEN,AMBER,RED,DARK',
      receivedFrom: addDays(today, -700),
      q: '张明',
      sort: 'due',
    }),
  ];
}

/** The page behind the first ten thousand cases, or the last full one where there are fewer. */
export async function deepPage(client: XiezhiClient, base: string, sort: string): Promise<string> {
  let cursor = '';
  for (let passed = 0; passed < DEPTH; passed += STEP) {
    const { next } = await client.request<{ next: string | null }>(
      'GET',
      `${base}?${new URLSearchParams({ sort, limit: String(STEP), ...(cursor === '' ? {} : { cursor }) })}`,
    );
    if (next === null) break;
    cursor = next;
  }
  return new URLSearchParams({ sort, ...(cursor === '' ? {} : { cursor }) }).toString();
}
