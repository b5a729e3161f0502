export { SelfCheckPage } from './pages/self-check-page';
