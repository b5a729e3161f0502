import { savedViewsSchema } from '@xiezhi/contracts/views';
import type { SavedViews as Answer } from '@xiezhi/contracts/views';
import { readsBusinessData } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { collectionOf, defineRoute, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { z } from 'zod';
import { filterShape, inOrder, OUT_OF_ORDER } from './question';
import type { FilterText } from './question';

/** As many as fit a menu. */
export const MOST_VIEWS = 20;

export interface SavedView {
  id: string;
  name: string;
  filter: FilterText;
}

/** All of one person's views, so that a limit, unique names and one default hold by one compare-and-set. */
export interface PersonsViews {
  _id: string;
  version: number;
  views: SavedView[];
  /** The view with which the list opens. */
  preferred: string | null;
}

type Content = Pick<PersonsViews, 'views' | 'preferred'>;

/** @throws Problem VALIDATION when there are too many, or another has that name */
export function withView({ views, preferred }: Content, view: SavedView, prefer: boolean): Content {
  if (views.some(({ id, name }) => id !== view.id && name === view.name)) {
    throw new Problem('VALIDATION', `已有名为“${view.name}”的视图，请换一个名称。`);
  }
  const known = views.some(({ id }) => id === view.id);
  if (!known && views.length >= MOST_VIEWS) {
    throw new Problem('VALIDATION', `最多保存 ${MOST_VIEWS} 个视图，请先删除不用的。`);
  }
  return {
    views: known ? views.map((one) => (one.id === view.id ? view : one)) : [...views, view],
    preferred: prefer ? view.id : preferred === view.id ? null : preferred,
  };
}

export function withoutView({ views, preferred }: Content, id: string): Content {
  return { views: views.filter((view) => view.id !== id), preferred: preferred === id ? null : preferred };
}

/** Named filters of the case list, kept with the account, so that they follow the person. */
export class SavedViews {
  private readonly stored: Collection<PersonsViews>;

  constructor(connection: Connection) {
    this.stored = collectionOf<PersonsViews>(connection, 'list_views');
  }

  async of(sub: string): Promise<Content> {
    return (await this.stored.findOne({ _id: sub })) ?? { views: [], preferred: null };
  }

  /** Two windows of one person may write at once: the later one builds on what the other has written. */
  async change(sub: string, change: (before: Content) => Content): Promise<Content> {
    for (;;) {
      const before = await this.stored.findOne({ _id: sub });
      const content = change(before ?? { views: [], preferred: null });
      if (before) {
        const update = { $set: { ...content, version: before.version + 1 } };
        const { matchedCount } = await this.stored.updateOne({ _id: sub, version: before.version }, update);
        if (matchedCount === 1) return content;
        continue;
      }
      try {
        await this.stored.insertOne({ _id: sub, version: 1, ...content });
        return content;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }
}

const filterBody = z.strictObject(filterShape).refine(inOrder, OUT_OF_ORDER);
const params = z.object({ id: z.string().regex(/^[a-z0-9-]{8,40}$/, '视图编号应为 8 至 40 个小写字母或数字') });
const body = z.strictObject({
  name: z.string().trim().min(1, '请填写视图名称').max(30),
  filter: filterBody,
  preferred: z.boolean().optional().describe('打开案件列表时先用此视图'),
});

const shown = ({ views, preferred }: Content): Answer => ({
  items: views.map(({ id, name, filter }) => {
    const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { id, name, filter: Object.fromEntries(given), preferred: id === preferred };
  }),
});

function business(user: PersonUser): string {
  if (!readsBusinessData(readerOf(user))) throw new Problem('FORBIDDEN', '您的账号没有办案岗位，不能查看案件。');
  return user.sub;
}

/** `GET`, `PUT` and `DELETE /views`: the person's own. Repeating a write changes nothing, so undoing a deletion is a `PUT`. */
export function viewRoutes({ connection }: Pick<CaseService, 'connection'>): Route[] {
  const saved = new SavedViews(connection);
  const common = { tags: ['views'], security: 'user' as const };
  return [
    defineRoute({
      ...common,
      method: 'get',
      path: '/views',
      operationId: 'listViews',
      summary: '本人保存的案件列表视图',
      responses: { 200: savedViewsSchema },
      handler: async ({ user }) => ({ status: 200, body: shown(await saved.of(business(user))) }),
    }),
    defineRoute({
      ...common,
      method: 'put',
      path: '/views/:id',
      operationId: 'putView',
      summary: `保存、改名或者设为默认（编号由调用方自定；每人至多 ${MOST_VIEWS} 个）`,
      params,
      body,
      responses: { 200: savedViewsSchema },
      handler: async ({ params: { id }, body: { name, filter, preferred = false }, user }) => {
        const view = { id, name, filter };
        const content = await saved.change(business(user), (before) => withView(before, view, preferred));
        return { status: 200, body: shown(content) };
      },
    }),
    defineRoute({
      ...common,
      method: 'delete',
      path: '/views/:id',
      operationId: 'deleteView',
      summary: '删除一个视图',
      params,
      responses: { 200: savedViewsSchema },
      handler: async ({ params: { id }, user }) => {
        const content = await saved.change(business(user), (before) => withoutView(before, id));
        return { status: 200, body: shown(content) };
      },
    }),
  ];
}
