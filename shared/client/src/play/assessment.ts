import type { XiezhiClient } from '../api';

/** What the facts of a story say for the assessment, by which address and with which fields. */
const FACTS = {
  quotas: { path: 'quotas', fields: ['court', 'year', 'number', 'version', 'status', 'decided', 'closed'] },
  mustComplete: {
    path: 'must-complete',
    fields: ['court', 'total', 'closed', 'revoked', 'outstanding', 'display', 'pass'],
  },
  indicators: {
    path: 'indicators',
    fields: ['court', 'period', 'code', 'numerator', 'denominator', 'display', 'pass'],
  },
} as const;

export type AssessmentFacts = Record<keyof typeof FACTS, Record<string, unknown>[]>;

/** @param reader may see every case, or what is outstanding would not be named */
export async function assessmentFacts(reader: XiezhiClient, center: string): Promise<AssessmentFacts> {
  const read = async ([name, { path, fields }]: [string, (typeof FACTS)[keyof typeof FACTS]]) => {
    const { items } = await reader.get<{ items: Record<string, unknown>[] }>(`${center}/${path}`);
    return [name, items.map((item) => Object.fromEntries(fields.map((field) => [field, item[field]])))] as const;
  };
  const facts = await Promise.all(Object.entries(FACTS).map(read));
  return Object.fromEntries(facts) as AssessmentFacts;
}
