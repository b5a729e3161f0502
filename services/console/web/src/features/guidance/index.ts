export { GuidancePage } from './pages/guidance-page';
