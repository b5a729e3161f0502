import { translator, type Translate } from './language';

/** By the language of the page as it was sent, while it is not known who is here. */
export const startupWords = (): Translate => translator(document.documentElement.lang === 'en' ? 'en' : 'zh');
