import chromium from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { chromium as engine, type Browser } from 'playwright-core';

/** The bundled browser; a machine whose own is named in CHROMIUM_PATH uses that one. */
export async function launchChromium(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'];
  const executablePath = own && existsSync(own) ? own : await chromium.executablePath();
  // Not the package's own arguments: they are for one page in one process, where people's sessions are not kept apart.
  return engine.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true });
}
