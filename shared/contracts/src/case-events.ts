import {
  CASE_STATUSES,
  CLOSE_OUTCOMES,
  codesIn,
  COMMAND,
  CONCLUSION_GROUNDS,
  GROUND_CODES,
  LEAD_OUTCOMES,
  NOTICE_KINDS,
  OBJECTION_OUTCOMES,
  OPINIONS,
  ORIGINS,
  OWN_OUTCOMES,
  PLAN_APPROVALS,
  RECORD_KINDS,
  REVIEW_OUTCOMES,
  ROUTES,
  SENSITIVITIES,
  WARNINGS,
} from '@xiezhi/rules';
import type {
  Captured,
  CaseEvent,
  EventPayloads,
  EventType,
  KeptFields,
  Material,
  Officer,
  PlanSections,
} from '@xiezhi/rules';
import { z } from 'zod';
import { advisedCourt } from './allocation';
import { CLOCK_PAYLOADS, countedBy, day, demoMark, kind, settings, whole } from './clock-events';
import { keptFields } from './kept-fields';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

type SectionsSchema = z.ZodObject<{ [K in keyof PlanSections]: z.ZodString }>;

const said = z.string();
const court = z.string();
const courts = z.array(court);
const may = said.exactOptional();
const byPerson = { by: z.object({ sub: said, name: said }), on: day };
const about = { id: said, kind, reason: said };

const kept = keptFields(COMMAND['application.submit'].fields).omit({ to: true, previous: true });
/** The case as its form, or its docket, had it. */
const caseFields = kept.extend({ claimAmount: z.number().nullable() }) as z.ZodType as z.ZodType<KeptFields>;
const materials = keptFields(COMMAND['application.supplement'].fields).shape['materials'] as z.ZodType<Material[]>;
const plan = keptFields(COMMAND['plan.submit'].fields);
const sections = plan
  .omit({ risks: true, officers: true, sensitivity: true })
  .required() as z.ZodObject as SectionsSchema;
const officer = z.object({ name: said, court, credential: said }) satisfies z.ZodType<Officer>;
const captured = keptFields(COMMAND['execution.acknowledge'].fields).omit({
  record: true,
}) as z.ZodType as z.ZodType<Captured>;

const ground = z.enum(GROUND_CODES);
const assessedGrounds = z.array(
  z.object({
    code: ground,
    met: z.boolean().nullable(),
    explanation: said,
    missing: z.array(said).exactOptional(),
    override: z.object({ reason: said, ...byPerson }).exactOptional(),
    secondReading: z.object({ opinion: said, ...byPerson }).exactOptional(),
  }),
);
const warnings = z.array(z.enum(codesIn(WARNINGS)));
const sensitivity = z.enum(codesIn(SENSITIVITIES));
const status = z.enum(codesIn(CASE_STATUSES));
const ownOutcome = z.enum(codesIn(OWN_OUTCOMES));
const advised = z.array(advisedCourt).exactOptional();
const scan = z.object({ hit: said, reason: said, participants: courts.exactOptional(), advised });

const netAge = z.object({ filedOn: day, rawDate: day, excludedDays: whole, netDate: day, metFrom: day }).nullable();
const previous = z.object({
  caseId: said,
  caseNumber: said,
  status,
  resumed: z.boolean(),
  filingDate: day,
  newGround: z.boolean().nullable(),
});

const opening = z.object({
  route: z.enum(codesIn(ROUTES)),
  origin: z.enum(codesIn(ORIGINS)),
  executingCourt: court,
  decidingCourt: court,
  relayCourt: court.nullable(),
  caseFields,
  letter: z.object({ number: said, issuedBy: said, channel: said }).exactOptional(),
  receivedOn: day.nullable(),
  grounds: assessedGrounds,
  netAge,
  warnings,
  ...countedBy,
  wholeCalendar: z.literal(true).exactOptional(),
  previous: previous.exactOptional(),
  scan: scan.exactOptional(),
  demo: demoMark,
});

const approval = z.enum(codesIn(PLAN_APPROVALS));
const verdict = { version: whole, by: approval, minutes: may, attendees: z.array(said).exactOptional(), opinion: may };
const record = { number: whole, text: said };
const notice = z.enum(codesIn(NOTICE_KINDS));

const PAYLOADS = {
  ...CLOCK_PAYLOADS,
  'deadline.opened': CLOCK_PAYLOADS['deadline.opened'].extend({
    record: whole.exactOptional(),
    awaits: courts.exactOptional(),
  }),
  'deadline.released': z.object(about),
  'deadline.reopened': z.object(about),
  'deadline.suspended': z.object({ id: said, kind }),
  'deadline.revised': CLOCK_PAYLOADS['deadline.revised'].extend({
    startedOn: day.exactOptional(),
    paused: z.object({ from: day, to: day }).exactOptional(),
  }),
  'application.submitted': opening,
  'order.registered': opening,
  'order.scanned': opening.extend({ scan }),
  'document.numbered': z.object({ number: said, year: whole, serial: whole }),
  'application.amended': z.object({
    caseFields,
    grounds: assessedGrounds,
    netAge,
    warnings,
    previous: previous.exactOptional(),
    reason: may,
  }),
  'application.registered': z.object({ registeredOn: day }),
  'application.forwarded': z.object({
    opinion: z.enum(codesIn(OPINIONS)),
    reasons: said,
    receivedOn: day,
    grounds: assessedGrounds,
    warnings,
  }),
  'application.accepted': z.object({ acceptedOn: day }),
  'application.withdrawn': z.object({ reason: said }),
  'application.lapsed': z.object({ lapsedOn: day }),
  'application.reinstated': z.object({ reason: said }),
  'correction.requested': z.object({ missing: z.array(said), inTime: z.boolean() }),
  'application.supplemented': z.object({
    materials,
    complete: z.boolean(),
    grounds: assessedGrounds.exactOptional(),
  }),
  'order.concluded': z.object({
    ground: z.enum(codesIn(CONCLUSION_GROUNDS)),
    reasons: said,
    confirmedBy: court.nullable(),
  }),
  'order.conclusionConfirmed': z.object({ on: day }),
  'ground.overridden': z.object({ ground, reason: said }),
  'ground.secondRead': z.object({ ground: z.literal('3-8'), opinion: said }),
  'review.proposed': z.object({ outcome: z.enum(codesIn(REVIEW_OUTCOMES)), reasons: said }),
  'decision.approved': z.object({
    reasons: said,
    decidedOn: day,
    participants: courts,
    sensitivity,
    legalBasis: said,
    operative: said,
    documents: z.array(z.object({ number: said, addressee: court, copies: courts })),
    warnings,
    overdueReason: may,
    advised,
  }),
  'decision.refused': z.object({ reasons: said, decidedOn: day, overdueReason: may }),
  'decision.acknowledged': z.object({ on: day }),
  'decision.served': z.object({ servedOn: day }),
  'notice.sent': z.object({ kind: notice, from: court, to: court, sentOn: day }),
  'notice.received': z.object({ kind: notice, to: court, receivedOn: day }),
  'refusal.acknowledged': z.object({ on: day }),
  'selfExecution.planSubmitted': z.object({ text: said }),
  'selfExecution.reported': z.object(record),
  'selfExecution.resultReported': z.object({ text: said, outcome: ownOutcome, recoveredAmount: z.number() }),
  'selfExecution.resultReturned': z.object({ reasons: said }),
  'selfExecution.finished': z.object({
    text: said,
    outcome: ownOutcome.exactOptional(),
    recoveredAmount: z.number().exactOptional(),
  }),
  'plan.submitted': z.object({
    ...sections.shape,
    version: whole,
    risks: may,
    officers: z.array(officer),
    sensitivity,
  }),
  'plan.agreed': z.object({ version: whole, court, opinion: may }),
  'plan.endorsed': z.object({ ...verdict, next: approval }),
  'plan.approved': z.object(verdict),
  'plan.rejected': z.object(verdict),
  'plan.returned': z.object({ ...verdict, opinion: said }),
  'plan.reopened': z.object({ version: whole, reason: said, next: approval }),
  'plan.outdated': z.object({ version: whole, reason: said }),
  'sensitivity.raised': z.object({ reason: said }),
  'sensitivity.lowered': z.object({ reason: said }),
  'participants.changed': z.object({ participants: courts, added: courts, removed: courts, reasons: said, advised }),
  'credentials.issued': z.object({ credentials: z.array(officer.extend({ validFrom: day })) }),
  'execution.recorded': z.object({
    ...record,
    kind: z.enum(codesIn(RECORD_KINDS)),
    from: court,
    to: court.nullable(),
    urgent: z.boolean(),
    captured: captured.exactOptional(),
    about: whole.exactOptional(),
  }),
  'execution.acknowledged': z.object({ record: whole, on: day, captured: captured.exactOptional() }),
  'objection.resolved': z.object({ record: whole, outcome: z.enum(codesIn(OBJECTION_OUTCOMES)), reasons: said }),
  'lead.registered': z.object({ category: said, court, facts: said, evidence: z.array(whole) }),
  'lead.verifying': z.object({ lead: whole, note: said }),
  'lead.concluded': z.object({ lead: whole, outcome: z.enum(codesIn(LEAD_OUTCOMES)), note: said }),
  'closeout.requested': z.object({
    outcome: z.enum(codesIn(CLOSE_OUTCOMES)),
    recoveredAmount: z.number(),
    summary: said,
    from: status.exactOptional(),
  }),
  'closeout.returned': z.object({ reasons: said }),
  'collaboration.closed': z.object({
    outcome: z.enum(codesIn(CLOSE_OUTCOMES)),
    on: day,
    recoveredAmount: z.number(),
    reasons: may,
  }),
  'duty.urged': z.object({ id: said, kind, court, on: day, record: whole.exactOptional(), text: may }),
  'settings.adopted': z.object({ version: whole, from: whole, reason: said, settings }),
  // Optional keys too: one that a schema does not name would be left out in silence.
} satisfies { [K in EventType]: z.ZodType<EventPayloads[K]> & { shape: Record<keyof EventPayloads[K], z.ZodType> } };

/** Every type of entry that a collaboration has. */
export const CASE_EVENT_TYPES = Object.keys(PAYLOADS) as [EventType, ...EventType[]];

const isCaseEvent = (type: string): type is EventType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of a collaboration that an entry of the ledger holds, as `evolve` takes it. What a later release writes beside it
 * is left out; a shape that an earlier one has written is lifted here and nowhere else.
 * @throws for an entry that no collaboration has
 */
export function eventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): CaseEvent {
  if (!isCaseEvent(type)) throw new Error(`no collaboration has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as CaseEvent;
}
