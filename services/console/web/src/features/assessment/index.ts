export { AssessmentPage } from './pages/assessment-page';
