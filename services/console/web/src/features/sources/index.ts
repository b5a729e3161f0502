export { SourcesPage } from './pages/sources-page';
