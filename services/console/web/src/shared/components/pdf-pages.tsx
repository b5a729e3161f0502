import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../session';
import { Problem } from './page';

/** A4 at this many pixels a point is as wide as the window that shows it. */
const SCALE = 1.35;

type Library = typeof import('pdfjs-dist');
let library: Promise<Library> | undefined;

/** Loaded when the first paper is looked at. Its worker is a file of our own: the page's policy allows no other. */
function loadLibrary(): Promise<Library> {
  library ??= import('pdfjs-dist').then((pdf) => {
    const worker = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url);
    pdf.GlobalWorkerOptions.workerPort = new Worker(worker, { type: 'module' });
    return pdf;
  });
  library.catch(() => (library = undefined));
  return library;
}

interface Props {
  bytes: Blob;
  /** Told when the pages are there. */
  onReady?: () => void;
}

/**
 * A PDF as pictures of its pages, each with its text for those who do not see it. Drawn in the page itself, because the
 * browser's own viewer would need a frame, which the policy does not allow, and not every browser has one.
 */
export function PdfPages({ bytes, onReady }: Props) {
  const { t } = useSession();
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    let opened: PDFDocumentProxy | undefined;
    void (async () => {
      try {
        const [pdf, data] = await Promise.all([loadLibrary(), bytes.arrayBuffer()]);
        opened = await pdf.getDocument({ data, useWasm: false, enableXfa: false }).promise;
        if (current) setDocument(opened);
        else await opened.destroy();
      } catch {
        if (current) setFailed(true);
      }
    })();
    return () => {
      current = false;
      void opened?.destroy();
    };
  }, [bytes]);
  if (failed) return <Problem error={new Error(t('本浏览器不能在页面内显示，请下载后查看。'))} />;
  if (!document) return <Skeleton active paragraph={{ rows: 10 }} />;
  return (
    <div className="pdf-pages" tabIndex={0} role="group" aria-label={t('文书内容')}>
      {Array.from({ length: document.numPages }, (_, index) => (
        <PdfPage
          key={index}
          document={document}
          number={index + 1}
          {...(index === 0 && onReady ? { onDrawn: onReady } : {})}
        />
      ))}
    </div>
  );
}

function PdfPage({ document, number, onDrawn }: { document: PDFDocumentProxy; number: number; onDrawn?: () => void }) {
  const { t } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    let task: { cancel(): void; promise: Promise<void> } | undefined;
    let current = true;
    void (async () => {
      const page = await document.getPage(number);
      const element = canvas.current;
      if (!current || !element) return;
      const viewport = page.getViewport({ scale: SCALE * Math.max(1, window.devicePixelRatio) });
      element.width = viewport.width;
      element.height = viewport.height;
      task = page.render({ canvas: element, viewport });
      await task.promise;
      const { items } = await page.getTextContent();
      if (!current) return;
      setText(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
      onDrawn?.();
    })().catch(() => undefined);
    return () => {
      current = false;
      task?.cancel();
    };
  }, [document, number, onDrawn]);
  return (
    <figure className="pdf-page">
      <canvas ref={canvas} aria-hidden="true" />
      <figcaption className="visually-hidden" lang="zh-CN">
        {t('第')}
        {number}
        {t('页')} {text}
      </figcaption>
    </figure>
  );
}
