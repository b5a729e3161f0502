export { AmendPage } from './pages/amend-page';
export { ApplyPage, OrderPage } from './pages/apply-page';
