import { z } from 'zod';

const MOST = 200;

export interface CasePosition {
  caseId: string;
  seq: number;
}

/** Positions in cases as a query takes them: `<caseId>:<seq>,…`, two hundred at most; 0 is before the first entry. */
export const casePositions = z
  .string()
  .max(20_000)
  .transform((text): CasePosition[] =>
    text.split(',').map((part) => {
      const [caseId = '', seq = ''] = part.split(':');
      return { caseId, seq: Number(seq) };
    }),
  )
  .refine(
    (list) =>
      list.length <= MOST &&
      list.every(({ caseId, seq }) => /^[a-z0-9-]{3,80}$/.test(caseId) && Number.isInteger(seq) && seq >= 0),
    '格式应为 案件编号:序号，以逗号分隔',
  );

export const positionsText = (positions: readonly CasePosition[]): string =>
  positions.map(({ caseId, seq }) => `${caseId}:${seq}`).join(',');
