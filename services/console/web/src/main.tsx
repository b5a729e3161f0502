import './strict-policy';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import './style.css';

createRoot(document.getElementById('root')!).render(<App />);
