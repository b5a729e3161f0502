export { CalendarsPage } from './pages/calendars-page';
