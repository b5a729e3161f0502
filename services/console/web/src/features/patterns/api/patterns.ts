import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PatternCases } from '@xiezhi/contracts/views';
import type { PatternDimension, PatternTable } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';

/** What a cross table is asked about. Days are local dates, both included. */
export interface PatternQuestion {
  from: string;
  to: string;
  court: string;
  row: PatternDimension;
  column: PatternDimension;
}

/** One cell of a table, by its values. */
export interface Cell {
  row: string;
  column: string;
}

const KEY = 'patterns';

const queryOf = ({ from, to, court, row, column }: PatternQuestion) => ({ from, to, court, by: `${row},${column}` });

export const workbookPath = (asked: PatternQuestion): string =>
  withQuery('command-center/patterns/table.xlsx', queryOf(asked));

export const usePatterns = (asked: PatternQuestion) =>
  useQuery({
    queryKey: [KEY, asked],
    queryFn: () => request<PatternTable>(withQuery('command-center/patterns', queryOf(asked))),
    placeholderData: keepPreviousData,
  });

export const usePatternCases = (asked: PatternQuestion, cell: Cell, after: string | undefined) =>
  useQuery({
    queryKey: [KEY, 'cases', asked, cell, after],
    queryFn: () =>
      request<PatternCases>(
        withQuery('command-center/patterns/cases', { ...queryOf(asked), ...cell, after, limit: 50 }),
      ),
    placeholderData: keepPreviousData,
  });
