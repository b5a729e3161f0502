// node read-pdf.mjs FILE…   The text of PDF files as another reader sees it, as JSON; pdf.js is an ES module, which jest cannot load.
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

async function read(file) {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    let depth = 0;
    const pieces = [];
    for (const item of items) {
      if (item.type?.startsWith('beginMarkedContent')) depth += depth > 0 || item.tag === 'Artifact' ? 1 : 0;
      else if (item.type === 'endMarkedContent') depth = Math.max(0, depth - 1);
      else
        pieces.push({
          text: item.str,
          artifact: depth > 0,
          x: item.transform[4],
          y: item.transform[5],
          width: item.width,
        });
    }
    pages.push({ size: page.view.slice(2), pieces });
  }
  const { info, metadata } = await document.getMetadata();
  return { pages, info, conformance: metadata?.get('pdfaid:part') ?? null, fingerprint: document.fingerprints[0] };
}

console.log(JSON.stringify(await Promise.all(process.argv.slice(2).map(read))));
