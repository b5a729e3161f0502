import { useQuery } from '@tanstack/react-query';
import type { AllocationAdvice, CaseView } from '@xiezhi/contracts/views';
import { codeOn } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { useSession } from '../../../shared/session';

/** A court as it is advised; without officers it has no load and no score. */
export type AdviceRow = AllocationAdvice['others'][number] & Record<'load' | 'score', number | null>;

/** Whom to draft for a case, by today's figures; those without a score at the end. */
export function useAllocation({ executingCourt, decidingCourt }: CaseView) {
  const { today } = useSession();
  const [executing, deciding] = [codeOn(executingCourt, today), codeOn(decidingCourt, today)];
  return useQuery({
    queryKey: ['allocation', executing, deciding, today],
    queryFn: () => request<AllocationAdvice>(withQuery('command-center/allocation', { executing, deciding })),
    select: ({ ranking, others }): AdviceRow[] => [
      ...ranking,
      ...others.map((row) => ({ ...row, load: null, score: null })),
    ],
    staleTime: 60_000,
  });
}
