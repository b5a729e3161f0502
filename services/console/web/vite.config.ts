import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    // Every name under app/ carries a hash of its content and is kept by browsers for good.
    assetsDir: 'app',
    target: 'es2022',
    // Inlined files would need a laxer content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: true,
  },
});
