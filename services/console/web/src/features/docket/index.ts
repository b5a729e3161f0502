export { DocketPage } from './pages/docket-page';
