import { useMutation, useQuery } from '@tanstack/react-query';
import type { ComputedIndicator, IndicatorList, MustCompleteList, QuotaList, StaffList } from '@xiezhi/contracts/views';
import { halfYearBefore, halfYearOf, type AssessmentAct } from '@xiezhi/rules';
import { ApiError, request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

const KEY = 'assessment';

export const useQuotas = (year: number) =>
  useQuery({
    queryKey: [KEY, 'quotas', year],
    queryFn: () => request<QuotaList>(withQuery('command-center/quotas', { year })),
  });

export const useMustComplete = () =>
  useQuery({
    queryKey: [KEY, 'must-complete'],
    queryFn: () => request<MustCompleteList>('command-center/must-complete'),
  });

export const useIndicators = (period: string) =>
  useQuery({
    queryKey: [KEY, 'indicators', period],
    queryFn: () => request<IndicatorList>(withQuery('command-center/indicators', { period })),
  });

export const useFirstIndicator = (court: string, period: string) =>
  useQuery({
    queryKey: [KEY, 'docket', court, period],
    queryFn: () => request<ComputedIndicator>(withQuery('command-center/indicators/docket', { court, period })),
  });

export const useStaff = () =>
  useQuery({
    queryKey: [KEY, 'staff'],
    queryFn: () => request<StaffList>('command-center/staff'),
  });

/** Says something for the assessment, once however often it is asked: the key stays until the answer is certain. */
export function useAct(act: AssessmentAct, onDone: () => void) {
  const { me } = useSession();
  return useMutation({
    mutationFn: (body: object) =>
      request(`command-center/commands/${act}`, {
        method: 'POST',
        body,
        idempotencyKey: requestKey(me.sub, act),
      }),
    onSuccess: async () => {
      forgetKey(me.sub, act);
      await queryClient.invalidateQueries({ queryKey: [KEY] });
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, act);
    },
  });
}

const HALVES_SHOWN = 6;

/** The half-years that have begun, newest first, each year before its halves. */
export function periodsUntil(today: string): string[] {
  const halves: string[] = [];
  for (let half = halfYearOf(today); halves.length < HALVES_SHOWN; half = halfYearBefore(half)) halves.push(half);
  const years = [...new Set(halves.map((half) => half.slice(0, 4)))];
  return years.flatMap((year) => [year, ...halves.filter((half) => half.startsWith(year))]);
}
