import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '@xiezhi/contracts/views';
import { codeOn, type AllocationWarning } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { useSession } from '../../../shared/session';

interface Figures {
  court: string;
  km: number;
  pending: number;
  lent30: number;
  warnings: AllocationWarning[];
  reasons: [chinese: string, english: string];
}

/** A court as it is advised; without officers it has no load and no score. */
export interface AdviceRow extends Figures {
  load: number | null;
  score: number | null;
}

interface Answer {
  ranking: (Figures & { load: number; score: number })[];
  others: Figures[];
}

/** Whom to draft for a case, by today's figures; those without a score at the end. */
export function useAllocation({ executingCourt, decidingCourt }: CaseView) {
  const { today } = useSession();
  const [executing, deciding] = [codeOn(executingCourt, today), codeOn(decidingCourt, today)];
  return useQuery({
    queryKey: ['allocation', executing, deciding, today],
    queryFn: () => request<Answer>(withQuery('command-center/allocation', { executing, deciding })),
    select: ({ ranking, others }): AdviceRow[] => [
      ...ranking,
      ...others.map((row) => ({ ...row, load: null, score: null })),
    ],
    staleTime: 60_000,
  });
}
