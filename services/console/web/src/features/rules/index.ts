export { RulesPage } from './pages/rules-page';
