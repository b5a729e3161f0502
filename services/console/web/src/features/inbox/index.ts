export { InboxPage } from './pages/inbox-page';
