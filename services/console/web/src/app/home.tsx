import { lazy } from 'react';
import { Navigate } from 'react-router';
import { useSession } from '../shared/session';
import { homeOf } from './roles';

const WorkbenchPage = lazy(async () => ({ default: (await import('../features/workbench')).WorkbenchPage }));

export function Home() {
  const { me } = useSession();
  const home = homeOf(me.roles);
  return home === '/' ? <WorkbenchPage /> : <Navigate to={home} replace />;
}
