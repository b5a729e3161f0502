import { config } from 'zod';

// The page's policy forbids code made from text, and each try is reported as a breach of it.
config({ jitless: true });
