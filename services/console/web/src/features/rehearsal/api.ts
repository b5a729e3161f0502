import type { CurrentPlay, Examples } from '@xiezhi/contracts/views';
import { request } from '../../shared/api/client';

export const readExamples = () => request<Examples>('rehearsal/examples');
export const readCurrent = () => request<CurrentPlay>('rehearsal/plays/current');
export const startPlay = (body: unknown) => request<CurrentPlay>('rehearsal/plays', { method: 'POST', body });
export const control = (what: 'stop' | 'resume') => request<CurrentPlay>(`rehearsal/plays/${what}`, { method: 'POST' });
