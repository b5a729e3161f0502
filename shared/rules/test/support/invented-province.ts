import type { CommandFields, CourtRecord, Jurisdiction, Periods } from '../../src/index';
import {
  catalogueOf,
  collaborationsOf,
  Courts,
  defaultSettings,
  houseRule,
  JURISDICTION,
  statute,
} from '../../src/index';
import { person } from './pure-case';
import { caseFields } from './sample';

/** A province that there is none of: three courts, no region with days of its own, and some periods of another length. */

const court = (code: string, name: string, tier: CourtRecord['tier'], parent: string | null): CourtRecord => ({
  ...{ code, name, tier, parent, validFrom: null, validTo: null, formerNames: [] },
  // The basic court is far from both others.
  ...{ lat: 30, lon: tier === 'BASIC' ? 113 : 110 },
});

const courts = new Courts(
  {
    name: '某省',
    short: '某',
    sign: '某',
    ascii: 'mou',
    shortPlaces: [],
    knownAs: [],
    examples: { court: '某0102', caseNumber: '（2018）某0102执7号', olderCaseNumber: '（2014）甲执字第7号' },
  },
  [
    court('某', '某省高级人民法院', 'HIGH', null),
    court('某01', '某省甲市中级人民法院', 'INTERMEDIATE', '某'),
    court('某0102', '某省甲市乙区人民法院', 'BASIC', '某01'),
  ],
);

const { periods: jilins } = JURISDICTION;
const SERVICE = houseRule('HR-03', 3, '送达');
const periods: Periods = {
  ...jilins,
  review: { ...jilins.review, length: statute(8, 'workday') },
  service: { ...jilins.service, length: SERVICE },
  relayNotice: { ...jilins.relayNotice, length: SERVICE },
  selfExecutionPlan: { ...jilins.selfExecutionPlan, length: statute(6, 'workday') },
};

export const INVENTED: Jurisdiction = {
  ...JURISDICTION,
  ruleSet: '某高法〔2020〕1号',
  title: '关于协同执行的规定',
  effectiveFrom: '2020-01-01',
  courts,
  regions: {},
  periods,
  settings: defaultSettings(periods),
  catalogue: catalogueOf(periods),
  decisionNumber: '（{year}）{court}协执决{serial}号{suffix}',
};

export const INVENTED_KIND = collaborationsOf(INVENTED);

export const inventedPeople = {
  applicant: person('某0102', 'handler'),
  reviewer: person('某01', 'handler'),
  director: person('某01', 'bureauDirector'),
  inspector: person('某', 'inspector'),
} as const;

export const inventedApplication = (
  overrides: Partial<CommandFields['application.submit']> = {},
): CommandFields['application.submit'] => ({
  to: '某01',
  ...caseFields({ caseNumber: '（2018）某0102执7号', filingDate: '2018-06-15' }),
  ...overrides,
});
