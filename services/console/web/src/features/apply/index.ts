export { ApplyPage, OrderPage } from './pages/apply-page';
