import {
  CLOCK_KINDS,
  CLOCK_RUNGS,
  CLOSE_OUTCOMES,
  codesIn,
  COMMAND,
  CONCLUSION_GROUNDS,
  DEADLINE_KINDS,
  GROUND_CODES,
  LEAD_STATUSES,
  NOTICE_KINDS,
  OBJECTION_OUTCOMES,
  OPINIONS,
  NOTE_CODES,
  ORIGINS,
  OWN_OUTCOMES,
  PLAN_APPROVALS,
  PLAN_STEP_OUTCOMES,
  RECORD_KINDS,
  REVIEW_OUTCOMES,
  ROUTES,
  RUNGS,
  SENSITIVITIES,
  WARNINGS,
} from '@xiezhi/rules';
import type {
  Captured,
  Change,
  CollaborationFacts,
  CorrectionMode,
  KeptFields,
  Material,
  NetAge,
  Note,
  Officer,
  Plan,
  PreviousLink,
} from '@xiezhi/rules';
import { z } from 'zod';
import { advisedCourt } from '../allocation';
import { calendarYearSchema } from '../answers';
import { keptFields } from '../kept-fields';
import { caseStatusSchema, court, day, eventTypeSchema, moment } from './basics';
import { deadlineViewSchema } from './deadline';

const ground = z.enum(GROUND_CODES);
const reviewOutcome = z.enum(codesIn(REVIEW_OUTCOMES));
const closeOutcome = z.enum(codesIn(CLOSE_OUTCOMES));
const sensitivity = z.enum(codesIn(SENSITIVITIES));
const planApproval = z.enum(codesIn(PLAN_APPROVALS));
const leadStatus = z.enum(codesIn(LEAD_STATUSES));
const correctionMode = z.enum(['restart', 'pause', 'none'] satisfies CorrectionMode[]);
const said = z.object({ by: z.string(), on: day });

const captured = keptFields(COMMAND['execution.acknowledge'].fields).omit({ record: true }) as unknown as z.ZodType<
  Captured,
  Captured
>;

const officerShape = { name: z.string(), court, credential: z.string() };
const officer = z.object(officerShape) satisfies z.ZodType<Officer>;

const materials = keptFields(COMMAND['application.supplement'].fields).shape['materials'] as z.ZodType<
  Material[],
  Material[]
>;

const groundSchema = z.object({
  code: ground,
  /** null: a person judges. */
  met: z.boolean().nullable(),
  explanation: z.string(),
  missing: z.array(z.string()),
  override: said.extend({ reason: z.string() }).nullable(),
  /** Of 3-8 only: what a second handler said of it; null while nobody has. */
  secondReading: said.extend({ opinion: z.string() }).nullable().exactOptional(),
});

const previousSchema = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  status: caseStatusSchema,
  resumed: z.boolean(),
  filingDate: day,
  newGround: z.boolean().nullable(),
}) satisfies z.ZodType<PreviousLink>;

const netAgeSchema = z.object({
  filedOn: day,
  rawDate: day,
  excludedDays: z.number(),
  netDate: day,
  metFrom: day,
}) satisfies z.ZodType<NetAge>;

const noteSchema = z.object({
  code: z.enum(NOTE_CODES),
  text: z.string(),
}) satisfies z.ZodType<Note>;

export const decisionFactsSchema = z.object({
  outcome: reviewOutcome,
  decidedOn: day,
  reasons: z.string(),
  legalBasis: z.string().nullable(),
  operative: z.string().nullable(),
  documents: z.array(z.object({ number: z.string(), addressee: court, copies: z.array(court) })),
  overdueReason: z.string().exactOptional(),
});

export const noticeSchema = z.object({
  kind: z.enum(codesIn(NOTICE_KINDS)),
  from: court,
  to: court,
  sentOn: day,
  receivedOn: day.nullable(),
});

const recordFactsSchema = z.object({
  number: z.number(),
  kind: z.enum(codesIn(RECORD_KINDS)),
  from: court,
  to: court.nullable(),
  text: z.string(),
  urgent: z.boolean(),
  at: moment,
  acknowledgedOn: day.nullable(),
  captured: captured.exactOptional(),
  /** How the device kept the acknowledgement. */
  receipt: captured.exactOptional(),
});

/** A field record with what it is about and what became of it. */
export const recordViewSchema = recordFactsSchema.extend({
  about: z.number().exactOptional(),
  resolution: z.object({ outcome: z.enum(codesIn(OBJECTION_OUTCOMES)), reasons: z.string() }).exactOptional(),
});

export const credentialSchema = z.object({ ...officerShape, validFrom: day, validTo: day.nullable() });

const leadSchema = z.object({
  number: z.number(),
  category: z.string(),
  court,
  facts: z.string(),
  evidence: z.array(z.number()),
  status: leadStatus,
  steps: z
    .array(z.object({ status: leadStatus, on: day, note: z.string(), name: z.string().exactOptional() }))
    .exactOptional(),
});

const planStepSchema = z.object({
  by: planApproval,
  outcome: z.enum(codesIn(PLAN_STEP_OUTCOMES)),
  on: day,
  name: z.string().exactOptional(),
  minutes: z.string().exactOptional(),
  attendees: z.array(z.string()).exactOptional(),
  opinion: z.string().exactOptional(),
  /** Who has to say something next; absent where this was the last word. */
  next: planApproval.exactOptional(),
});

const planAgreementSchema = z.object({
  court,
  on: day,
  name: z.string().exactOptional(),
  opinion: z.string().exactOptional(),
});

const planStatus = z.enum(['DRAFT', 'BUREAU_APPROVED', 'APPROVED', 'REJECTED', 'RETURNED', 'OUTDATED']);

/** A version of the plan with who said what of it and the meeting's minutes (Art. 11). */
export const planVersionSchema = z.object({
  version: z.number(),
  status: planStatus,
  approvals: z.array(planApproval),
  tasks: z.string(),
  responsibilities: z.string(),
  command: z.string(),
  coordination: z.string(),
  support: z.string(),
  risks: z.string().exactOptional(),
  officers: z.array(officer),
  submittedOn: day.exactOptional(),
  submittedByName: z.string().exactOptional(),
  steps: z.array(planStepSchema).exactOptional(),
  /** The courts at work that have agreed to it. */
  agreed: z.array(planAgreementSchema).exactOptional(),
  approvedOn: day.exactOptional(),
}) satisfies z.ZodType<Omit<Plan, 'submittedBy'>>;
export type PlanVersion = z.infer<typeof planVersionSchema>;

const closeRequest = z.object({
  outcome: closeOutcome,
  recoveredAmount: z.number(),
  summary: z.string(),
  from: caseStatusSchema.exactOptional(),
});
const ownResult = z.object({ text: z.string(), outcome: z.enum(codesIn(OWN_OUTCOMES)), recoveredAmount: z.number() });

const timelineItemSchema = z.object({
  seq: z.number(),
  type: eventTypeSchema,
  at: moment,
  court: court.nullable(),
  role: z.string(),
  name: z.string().exactOptional(),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

const stated = keptFields(COMMAND['application.submit'].fields)
  .omit({ to: true, previous: true })
  .extend({ claimAmount: z.number().nullable() });
const someStated = stated.partial() as unknown as z.ZodType<Partial<KeptFields>, Partial<KeptFields>>;

const changeSchema = z.object({
  text: z.string().exactOptional(),
  added: z.array(court).exactOptional(),
  removed: z.array(court).exactOptional(),
  /** Versions of the settings. */
  settings: z.object({ from: z.number(), to: z.number() }).exactOptional(),
  deadline: z.enum(codesIn(DEADLINE_KINDS)).exactOptional(),
  court: court.exactOptional(),
  due: z.object({ from: day, to: day }).exactOptional(),
  opinion: z.enum(codesIn(OPINIONS)).exactOptional(),
  /** What the case was from then on. */
  sensitivity: sensitivity.exactOptional(),
  /** Of the fields of the application that were corrected: what they said before and say since. */
  amended: z.object({ before: someStated, after: someStated }).exactOptional(),
}) satisfies z.ZodType<Change>;

/** The facts of a collaboration, as the Rule tells them; deadlines and records say more to a reader. */
const facts = {
  state: caseStatusSchema,
  route: z.enum(codesIn(ROUTES)),
  origin: z.enum(codesIn(ORIGINS)),
  executingCourt: court,
  decidingCourt: court,
  relayCourt: court.nullable(),
  participants: z.array(court),
  sensitivity,
  mustComplete: z.boolean(),
  warnings: z.array(z.enum(codesIn(WARNINGS))),
  previous: previousSchema.nullable(),
  conclusion: z
    .object({
      ground: z.enum(codesIn(CONCLUSION_GROUNDS)),
      reasons: z.string(),
      confirmedBy: court.nullable(),
      on: day.nullable(),
    })
    .nullable(),
  receivedOn: day.nullable(),
  registeredOn: day.nullable(),
  acceptedOn: day.nullable(),
  documentNumber: z.string().nullable(),
  grounds: z.array(groundSchema),
  notes: z.array(noteSchema),
  netAge: netAgeSchema.nullable(),
  /** In the order they fired. */
  /** How long urgent reports wait for an answer (Art. 12), by a setting. */
  urgentReports: z.array(deadlineViewSchema),
  reminders: z.array(z.object({ kind: z.enum(codesIn(DEADLINE_KINDS)), rung: z.enum(codesIn(RUNGS)), on: day })),
  decision: decisionFactsSchema.nullable(),
  notices: z.array(noticeSchema),
  plan: planVersionSchema.pick({ version: true, status: true, approvals: true }).nullable(),
  credentials: z.array(credentialSchema),
  /** For those who supervise (Art. 13); nothing for anybody else. */
  leads: z.array(leadSchema),
  closed: z
    .object({ outcome: closeOutcome, on: day, recoveredAmount: z.number(), reasons: z.string().exactOptional() })
    .nullable(),
} satisfies { [K in keyof Omit<CollaborationFacts, 'deadlines' | 'records'>]: z.ZodType<CollaborationFacts[K]> };

type KeptCase = KeptFields & { supplements: Material[] };
/** The enforcement case as Art. 6 asks for it, and the papers that came later. */
const keptCaseSchema = stated.extend({ supplements: materials }) as unknown as z.ZodType<KeptCase, KeptCase>;

/** One collaboration as one reader may see it. Days are local dates, instants +08:00, amounts yuan. */
export const collaborationSchema = z
  .object({
    caseId: z.string(),
    /** Number of the last entry. */
    seq: z.number(),
    ...facts,
    deadlines: z.array(deadlineViewSchema),
    records: z.array(recordViewSchema),
    /** Present in demonstration data only: invented. */
    demo: z.object({ asOf: moment, entries: z.number() }).exactOptional(),
    /** What the clock will do to the case next. */
    nextRung: z
      .object({
        kind: z.enum(codesIn(CLOCK_KINDS)),
        court,
        due: day,
        rung: z.enum(codesIn(CLOCK_RUNGS)),
        at: moment,
      })
      .nullable(),
    case: keptCaseSchema,
    letter: z.object({ number: z.string(), issuedBy: z.string(), channel: z.string() }).nullable(),
    submittedAt: moment,
    /** The present one last. */
    planVersions: z.array(planVersionSchema),
    selfExecution: z.object({
      plan: z.string().nullable(),
      reports: z.array(
        z.object({ number: z.number(), text: z.string(), at: moment, name: z.string().exactOptional() }),
      ),
      /** How it ended, as reported to the court's director and, once the case has ended, as confirmed. */
      result: ownResult.nullable(),
      /** The result last sent back. */
      returned: ownResult.nullable(),
    }),
    correction: z
      .object({
        missing: z.array(z.string()),
        on: day,
        inTime: z.boolean(),
        completed: z.boolean(),
        mode: correctionMode.exactOptional(),
      })
      .nullable(),
    proposal: z.object({ outcome: reviewOutcome, reasons: z.string() }).nullable(),
    /** Whom the decision drafted and whom the system had advised (Art. 5), where both are on record. */
    drafting: z.object({ drafted: z.array(court), advised: z.array(advisedCourt) }).nullable(),
    closeRequest: closeRequest.nullable(),
    /** The request last sent back. */
    returnedCloseRequest: closeRequest.nullable(),
    /** By which the case's periods open from now on. */
    settings: z.object({
      version: z.number(),
      correctionMode,
      urgentAcknowledgementMinutes: z.number(),
      meetingAttendees: z.number(),
    }),
    /** Calendar years told to this case, in the order of their telling: its deadlines are explained by them. */
    calendar: z.array(calendarYearSchema),
    /** By entry, what its title does not say. */
    changes: z.array(changeSchema.extend({ seq: z.number() })),
    restricted: z.boolean(),
    timeline: z.array(timelineItemSchema),
    /** Whether natural persons and numbers are hidden in it, and whether this reader may ask for them. */
    masked: z.boolean(),
    mayReveal: z.boolean(),
  })
  .meta({ id: 'Collaboration' });
export type CaseView = z.infer<typeof collaborationSchema>;

/** The same with its parties in full. */
export const collaborationInFullSchema = collaborationSchema.meta({ id: 'CollaborationInFull' });

/** The deciding court's part of a case. */
export const decisionFileSchema = z
  .object({
    caseId: z.string(),
    documentNumber: z.string().nullable(),
    proposal: z.object({ outcome: reviewOutcome, reasons: z.string() }).nullable(),
    decision: decisionFactsSchema
      .extend({
        acknowledgedBy: z.array(court),
        drafted: z.array(court).exactOptional(),
        advised: z.array(advisedCourt).exactOptional(),
      })
      .nullable(),
    notices: z.array(noticeSchema),
  })
  .meta({ id: 'DecisionFile' });

/** The command centre's part of a case. */
export const fieldFileSchema = z
  .object({
    caseId: z.string(),
    plan: planVersionSchema.extend({ submittedBy: z.string() }).nullable(),
    records: z.array(recordViewSchema),
    credentials: z.array(credentialSchema),
  })
  .meta({ id: 'FieldFile' });
