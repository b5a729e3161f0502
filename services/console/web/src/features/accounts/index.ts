export { AccountsPage } from './pages/accounts-page';
