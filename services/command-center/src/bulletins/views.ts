import { bulletinFiguresSchema, calendarYearSchema, changedFigureSchema } from '@xiezhi/contracts';
import {
  BULLETIN_STATUSES,
  codesIn,
  DEADLINE_STATUSES,
  deadlineFacts,
  factsOfBulletin,
  newestVersion,
  seesEverything,
} from '@xiezhi/rules';
import type { Bulletin, BulletinState, BulletinVersion, ChangedFigure, Figures, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/service-kit';
import type { BulletinFile, CaseDocument, CaseService, PersonUser } from '@xiezhi/service-kit';
import { z } from 'zod';

const person = z.object({ name: z.string(), court: z.string() });

const itemFields = {
  bulletin: z.string(),
  seq: z.number(),
  openedAt: z.string(),
  court: z.string(),
  period: z.string(),
  due: z.string().nullable().describe('HR-08：期间末日后的工作日数（设置，不是法律规定）'),
  status: z.enum(codesIn(BULLETIN_STATUSES)),
  late: z.boolean().describe('期限内没有首次印发'),
  version: z.number(),
  issuedOn: z.string().nullable().describe('最新一版的印发日期'),
};
export const bulletinItemSchema = z.object(itemFields).meta({ id: 'BulletinItem' });

const versionSchema = z.object({
  version: z.number(),
  frozenAt: z.string().describe('数字截至的时刻'),
  by: person,
  problems: z.string().nullable(),
  nextSteps: z.string().nullable(),
  correction: z.object({ reason: z.string(), changed: z.array(changedFigureSchema) }).nullable(),
  issued: z.object({ on: z.string(), by: person, to: z.array(z.string()) }).nullable(),
});

const deadlineSchema = z.looseObject({
  kind: z.string(),
  authority: z.string(),
  court: z.string(),
  startedOn: z.string(),
  due: z.string(),
  expiresAt: z.string(),
  provisional: z.boolean(),
  status: z.enum(codesIn(DEADLINE_STATUSES)),
  doneOn: z.string().nullable(),
});

export const bulletinSchema = z
  .object({
    ...itemFields,
    figures: bulletinFiguresSchema.nullable(),
    hidden: z.number().describe('数字中计入、但清单不列的案件数：无权查看'),
    own: z.boolean().describe('最新一版是不是本人起草的'),
    versions: z.array(versionSchema).describe('新的在前'),
    deadline: deadlineSchema.nullable().describe('期限和它的计算，与案件的期限相同'),
    calendar: z.array(calendarYearSchema).describe('计算期限所用的各年日历'),
  })
  .meta({ id: 'Bulletin' });

/** Of a bulletin somebody who may only read what was issued sees no draft. */
export function issuedOnly(state: BulletinState): BulletinState {
  const versions = state.versions.filter(({ issued }) => issued);
  return { ...state, versions, status: versions.length > 0 ? 'ISSUED' : state.status };
}

export function bulletinItem({ _id, seq, state }: BulletinFile): z.infer<typeof bulletinItemSchema> {
  const { figures: _, ...facts } = factsOfBulletin(state);
  return { bulletin: _id, seq, openedAt: state.openedAt, ...facts };
}

const nameOf = ({ name, court }: BulletinVersion['by']) => ({ name: name ?? '', court: court ?? '' });

/** @param hidden numbers of cases that this reader may not be told of */
export function bulletinView(
  file: BulletinFile,
  hidden: ReadonlySet<string>,
  { sub }: Pick<PersonUser, 'sub'>,
): z.infer<typeof bulletinSchema> {
  const { versions, deadlines, calendar } = file.state;
  const clock = deadlines.findLast(({ kind }) => kind === 'BULLETIN');
  const newest = newestVersion(file.state);
  const listed = newest ? [...newest.figures.total.overdue, ...newest.figures.lateEntries] : [];
  return {
    ...bulletinItem(file),
    figures: newest ? (shown(newest.figures, hidden) as z.infer<typeof bulletinFiguresSchema>) : null,
    hidden: new Set(listed.filter((number) => hidden.has(number))).size,
    own: newest?.by.sub === sub,
    deadline: clock ? deadlineFacts(clock) : null,
    calendar,
    versions: [...versions].reverse().map(({ version, frozenAt, by, problems, nextSteps, correction, issued }) => ({
      ...{ version, frozenAt, by: nameOf(by), problems: problems ?? null, nextSteps: nextSteps ?? null },
      correction: correction && {
        reason: correction.reason,
        changed: correction.changed.map((change) => shownChange(change, hidden)),
      },
      issued: issued && { on: issued.on, by: nameOf(issued.by), to: issued.to },
    })),
  };
}

/** The figures without the numbers of cases that somebody may not be told of: those are counted, and not listed. */
export function shown({ rows, total, lateEntries }: Bulletin, hidden: ReadonlySet<string>): Bulletin {
  const without = <F extends Figures>(figures: F): F => ({
    ...figures,
    overdue: figures.overdue.filter((number) => !hidden.has(number)),
  });
  return {
    rows: rows.map(without),
    total: without(total),
    lateEntries: lateEntries.filter((number) => !hidden.has(number)),
  };
}

function shownChange(change: ChangedFigure, hidden: ReadonlySet<string>): ChangedFigure {
  const without = (value: unknown) =>
    Array.isArray(value) ? (value as unknown[]).filter((one) => !hidden.has(one as string)) : value;
  return { ...change, from: without(change.from), to: without(change.to) };
}

const LABEL_FIELDS = { visibleTo: 1, 'state.documentNumber': 1, 'state.caseFields.caseNumber': 1 } as const;

/**
 * The numbers that this reader must not find in a list: those that were restricted when it was made, and those of cases that
 * are now.
 */
export async function hiddenFrom(
  user: PersonUser,
  { state: { versions } }: Pick<BulletinFile, 'state'>,
  { collection }: Pick<CaseService['cases'], 'collection'>,
  today: LocalDate,
): Promise<Set<string>> {
  if (seesEverything(readerOf(user), today)) return new Set();
  const hidden = new Set(versions.flatMap(({ restricted }) => restricted));
  const visible: string[] = [];
  const frozen = [...hidden];
  const asked = {
    $or: [
      { restricted: true },
      { 'state.documentNumber': { $in: frozen } },
      { 'state.caseFields.caseNumber': { $in: frozen } },
    ],
  };
  for await (const each of collection.find(asked, { projection: LABEL_FIELDS })) {
    const { state, visibleTo } = each as CaseDocument;
    const numbers = [state.documentNumber ?? '', state.caseFields.caseNumber];
    if (visibleTo.includes(user.court)) visible.push(...numbers);
    else numbers.forEach((number) => hidden.add(number));
  }
  visible.forEach((number) => hidden.delete(number));
  return hidden;
}
