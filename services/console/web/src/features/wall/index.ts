export { WallPage } from './pages/wall-page';
