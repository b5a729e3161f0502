import type { BulletinItem, BulletinView } from '@xiezhi/contracts/views';
import { countedRowIn, deadlineFacts, factsOfBulletin, newestVersion, seesEverything } from '@xiezhi/rules';
import type { Bulletin, BulletinState, BulletinVersion, ChangedFigure, Figures, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { BulletinFile } from '@xiezhi/case-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { CaseRows } from '../case-rows';

/** Of a bulletin somebody who may only read what was issued sees no draft. */
export function issuedOnly(state: BulletinState): BulletinState {
  const versions = state.versions.filter(({ issued }) => issued);
  return { ...state, versions, status: versions.length > 0 ? 'ISSUED' : state.status };
}

export function bulletinItem({ _id, seq, state }: BulletinFile): BulletinItem {
  const { figures: _, ...facts } = factsOfBulletin(state);
  return { bulletin: _id, seq, openedAt: state.openedAt, ...facts };
}

const nameOf = ({ name, court }: BulletinVersion['by']) => ({ name: name ?? '', court: court ?? '' });

/** @param hidden numbers of cases that this reader may not be told of */
export function bulletinView(
  file: BulletinFile,
  hidden: ReadonlySet<string>,
  { sub }: Pick<PersonUser, 'sub'>,
): BulletinView {
  const { versions, deadlines, calendar } = file.state;
  const clock = deadlines.findLast(({ kind }) => kind === 'BULLETIN');
  const newest = newestVersion(file.state);
  const listed = newest ? [...newest.figures.total.overdue, ...newest.figures.lateEntries] : [];
  return {
    ...bulletinItem(file),
    figures: newest ? (shown(newest.figures, hidden) as NonNullable<BulletinView['figures']>) : null,
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

/**
 * The numbers that this reader must not find in a list: those that were restricted when it was made, and those of cases that
 * are now.
 * @throws Problem UNAVAILABLE while rows are being made
 */
export async function hiddenFrom(
  user: PersonUser,
  { state: { versions } }: Pick<BulletinFile, 'state'>,
  rows: Pick<CaseRows, 'all'>,
  today: LocalDate,
): Promise<Set<string>> {
  if (seesEverything(readerOf(user), today)) return new Set();
  const hidden = new Set(versions.flatMap(({ restricted }) => restricted));
  const visible: string[] = [];
  const frozen = new Set(hidden);
  for await (const { caseId, text } of rows.all()) {
    const { collaboration, restricted, visibleTo } = countedRowIn(caseId, text);
    const { documentNumber, caseNumber } = collaboration;
    if (!restricted && !frozen.has(documentNumber ?? '') && !frozen.has(caseNumber)) continue;
    const numbers = [documentNumber ?? '', caseNumber];
    if (visibleTo.includes(user.court)) visible.push(...numbers);
    else numbers.forEach((number) => hidden.add(number));
  }
  visible.forEach((number) => hidden.delete(number));
  return hidden;
}
