export { BulletinPage } from './pages/bulletin-page';
export { BulletinsPage } from './pages/bulletins-page';
