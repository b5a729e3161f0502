export { CasePage } from './pages/case-page';
