import { codesIn, INDICATOR_CODES, SCAN_LISTS } from '@xiezhi/rules';
import { z } from 'zod';
import { day, whole } from './clock-events';

const court = z.string();
const at = z.string();
const person = z.strictObject({ sub: z.string(), name: z.string(), court });

const finding = z.strictObject({
  list: z.enum(codesIn(SCAN_LISTS)),
  key: z.string(),
  caseNumber: z.string(),
  executingCourt: court,
  age: z.strictObject({ filedOn: day, rawDate: day, excludedDays: whole, netDate: day, metFrom: day }),
  stale: z.boolean(),
});

/** A hit whose file is in the ledger already: of whom it is what, and by when it is to be disposed of. */
const hit = z.strictObject({
  _id: z.string(),
  court,
  key: z.string(),
  at,
  openedOn: day,
  due: day,
  provisional: z.boolean(),
  found: z.strictObject({
    court,
    key: z.string(),
    caseNumber: z.string(),
    executingCourt: court,
    rawDate: day,
    excludedDays: whole,
    netDate: day,
    stale: z.boolean(),
    asOf: day,
    scan: z.string(),
    row: z.string(),
  }),
});

const reports = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('quota'),
    by: person,
    at,
    quota: z.strictObject({ court, year: whole, number: whole, rationale: z.string() }),
    approved: z.strictObject({ by: person, at }).nullable(),
  }),
  z.strictObject({
    what: z.literal('indicator'),
    by: person,
    at,
    report: z.strictObject({
      court,
      period: z.string(),
      code: z.enum(INDICATOR_CODES),
      numerator: whole,
      denominator: whole,
      source: z.string(),
    }),
  }),
  z.strictObject({
    what: z.literal('staff'),
    by: person,
    at,
    report: z.strictObject({ court, officers: whole, validFrom: day }),
  }),
]);

/** A part of what a demonstration has done in supervision before it begins; sent twice it is the same. */
export const demoSupervisionSchema = z.strictObject({
  imports: z.array(z.strictObject({ id: z.string(), by: person, at, cases: z.array(z.unknown()) })),
  scans: z.array(
    z.strictObject({
      id: z.string(),
      court,
      asOf: day,
      at,
      person: person.nullable(),
      rows: whole,
      findings: z.array(finding),
    }),
  ),
  hits: z.array(hit),
  reports: z.array(reports),
});
export type DemoSupervision = z.infer<typeof demoSupervisionSchema>;
