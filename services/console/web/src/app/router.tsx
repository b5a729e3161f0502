import { createBrowserRouter } from 'react-router';
import { Failed } from './failed';
import { Home } from './home';
import { NotFound } from './not-found';
import { Shell } from './shell';

/** Each page is a file of its own that is loaded when it is first opened. */
export const router = createBrowserRouter([
  {
    path: 'wall',
    errorElement: <Failed />,
    hydrateFallbackElement: <></>,
    lazy: async () => ({ Component: (await import('../features/wall')).WallPage }),
  },
  {
    element: <Shell />,
    errorElement: <Failed />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <Home /> },
      { path: 'cases', lazy: async () => ({ Component: (await import('../features/cases')).CasesPage }) },
      { path: 'cases/:caseId', lazy: async () => ({ Component: (await import('../features/case')).CasePage }) },
      {
        path: 'cases/:caseId/amend',
        lazy: async () => ({ Component: (await import('../features/apply')).AmendPage }),
      },
      { path: 'apply', lazy: async () => ({ Component: (await import('../features/apply')).ApplyPage }) },
      {
        path: 'calculator',
        lazy: async () => ({ Component: (await import('../features/calculator')).CalculatorPage }),
      },
      { path: 'docket', lazy: async () => ({ Component: (await import('../features/docket')).DocketPage }) },
      {
        path: 'assessment',
        lazy: async () => ({ Component: (await import('../features/assessment')).AssessmentPage }),
      },
      { path: 'patterns', lazy: async () => ({ Component: (await import('../features/patterns')).PatternsPage }) },
      { path: 'guidance', lazy: async () => ({ Component: (await import('../features/guidance')).GuidancePage }) },
      { path: 'bulletins', lazy: async () => ({ Component: (await import('../features/bulletins')).BulletinsPage }) },
      {
        path: 'bulletins/:id',
        lazy: async () => ({ Component: (await import('../features/bulletins')).BulletinPage }),
      },
      { path: 'order', lazy: async () => ({ Component: (await import('../features/apply')).OrderPage }) },
      { path: 'rules', lazy: async () => ({ Component: (await import('../features/rules')).RulesPage }) },
      { path: 'calendars', lazy: async () => ({ Component: (await import('../features/calendars')).CalendarsPage }) },
      { path: 'settings', lazy: async () => ({ Component: (await import('../features/settings')).SettingsPage }) },
      { path: 'rehearsal', lazy: async () => ({ Component: (await import('../features/rehearsal')).RehearsalPage }) },
      { path: 'accounts', lazy: async () => ({ Component: (await import('../features/accounts')).AccountsPage }) },
      { path: 'audit', lazy: async () => ({ Component: (await import('../features/audit')).AuditPage }) },
      { path: 'self-check', lazy: async () => ({ Component: (await import('../features/self-check')).SelfCheckPage }) },
      { path: 'inbox', lazy: async () => ({ Component: (await import('../features/inbox')).InboxPage }) },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
