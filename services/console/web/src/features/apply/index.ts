export { ApplyPage } from './pages/apply-page';
