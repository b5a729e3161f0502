import './strict-policy';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { chineseFace } from './app/chinese-face';
import './style.css';

await chineseFace();
createRoot(document.getElementById('root')!).render(<App />);
