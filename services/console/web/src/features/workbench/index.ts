export { WorkbenchPage } from './pages/workbench-page';
