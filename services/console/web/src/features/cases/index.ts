export { CasesPage } from './pages/cases-page';
