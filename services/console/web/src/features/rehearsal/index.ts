export { RehearsalPage } from './pages/rehearsal-page';
