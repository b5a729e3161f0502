import { CLOSE_OUTCOMES, codesIn, DISPOSITIONS } from '@xiezhi/rules';
import type { BulletinEvent, CloseOutcome, Disposition, Figures } from '@xiezhi/rules';
import { z } from 'zod';
import { CLOCK_PAYLOADS, countedBy, demoMark, whole } from './clock-events';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

const counts = z.record(z.string(), whole);
const countsOf = <K extends string>(codes: readonly K[]) =>
  Object.fromEntries(codes.map((code) => [code, whole])) as Record<K, z.ZodNumber>;

const figureFields = {
  pendingBefore: whole,
  received: whole,
  pendingAfter: whole,
  decided: whole,
  refused: whole,
  withdrawn: whole,
  lapsed: whole,
  concluded: whole,
  onTime: z.object({ numerator: whole, denominator: whole, display: z.string() }),
  overdue: z.array(z.string()),
  reviewWorkdaysMedian: z.string().nullable(),
  origins: counts,
  grounds: counts,
  closed: z.object(countsOf<CloseOutcome>(codesIn(CLOSE_OUTCOMES))),
  recovered: z.number(),
  mustCompleteOutstanding: whole,
  quota: z.object({ number: whole, decided: whole, closed: whole }).nullable(),
  scan: z.object({ hits: whole, ...countsOf<Disposition>(codesIn(DISPOSITIONS)), outstanding: whole }),
  leads: z.object({ registered: whole, referred: whole, unfounded: whole }),
} as const satisfies Record<keyof Figures, z.ZodType>;

/** The figures of a half-year (Art. 16), a row a court and the total. */
export const bulletinFiguresSchema = z
  .object({
    rows: z.array(z.object({ court: z.string(), ...figureFields })),
    total: z.object(figureFields),
    lateEntries: z.array(z.string()),
  })
  .meta({ id: 'BulletinFigures' });

export const changedFigureSchema = z
  .object({
    court: z.string().nullable().describe('合计为 null'),
    field: z.enum(Object.keys(figureFields) as [keyof Figures, ...(keyof Figures)[]]),
    from: z.unknown(),
    to: z.unknown(),
  })
  .meta({ id: 'ChangedFigure' });

const drafted = {
  version: whole,
  figures: bulletinFiguresSchema,
  restricted: z.array(z.string()),
  problems: z.string().exactOptional(),
  nextSteps: z.string().exactOptional(),
};

const PAYLOADS = {
  ...CLOCK_PAYLOADS,
  'bulletin.opened': z.object({ court: z.string(), period: z.string(), ...countedBy, demo: demoMark }),
  'bulletin.drafted': z.object(drafted),
  'bulletin.issued': z.object({
    version: whole,
    to: z.array(z.string()),
    restricted: z.array(z.string()).exactOptional(),
  }),
  'bulletin.corrected': z.object({ ...drafted, reason: z.string(), changed: z.array(changedFigureSchema) }),
} as const;

type BulletinEntryType = keyof typeof PAYLOADS;

const isBulletinEvent = (type: string): type is BulletinEntryType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of a bulletin that an entry of the ledger holds. What a later release writes beside it is left out; a shape that
 * an earlier one has written is lifted here and nowhere else.
 * @throws for an entry that no bulletin has
 */
export function bulletinEventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): BulletinEvent {
  if (!isBulletinEvent(type)) throw new Error(`no bulletin has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as BulletinEvent;
}
