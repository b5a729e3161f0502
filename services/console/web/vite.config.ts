import react from '@vitejs/plugin-react';
import { env } from 'node:process';
import { defineConfig, type Plugin } from 'vite';

const NO_NONCE = '    csp,\n';

/**
 * antd gives its styles the nonce it is configured with, but not those by which it measures scroll bars and keeps the page
 * behind a window from scrolling: all of them pass through this one file.
 */
function nonceForEveryStyle(): Plugin {
  return {
    name: 'nonce-for-every-style',
    transform(code, id) {
      if (!/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/.test(id)) return undefined;
      if (code.split(NO_NONCE).length !== 2) this.error('dynamicCSS.js is not the file this was written for');
      return code.replace(
        NO_NONCE,
        `    csp = { nonce: document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') },\n`,
      );
    },
  };
}

/** What the gateway answers itself: sessions, the ways to the services, its own pages. */
const GATEWAY_PATHS = ['/api', '/auth', '/assets', '/about', '/token', '/verify'];
const gateway = env['CONSOLE_URL'];

export default defineConfig({
  plugins: [react(), nonceForEveryStyle()],
  ...(gateway === undefined
    ? {}
    : { server: { proxy: Object.fromEntries(GATEWAY_PATHS.map((path) => [path, { target: gateway }])) } }),
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
