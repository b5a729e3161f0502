export { PatternsPage } from './pages/patterns-page';
