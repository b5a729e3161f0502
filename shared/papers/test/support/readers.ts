import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { convertToHtml, extractRawText } from 'mammoth';

interface Piece {
  text: string;
  artifact: boolean;
  x: number;
  y: number;
  width: number;
}

export interface ReadPdf {
  pages: { size: [number, number]; pieces: Piece[] }[];
  info: Record<string, string>;
  conformance: string | null;
  fingerprint: string;
}

/** Points in a millimetre. */
export const MM = 72 / 25.4;

/** PDF files as pdf.js reads them. */
export function readPdfs(...files: Buffer[]): ReadPdf[] {
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-paper-'));
  try {
    const paths = files.map((file, index) => {
      const path = join(folder, `${index}.pdf`);
      writeFileSync(path, file);
      return path;
    });
    return JSON.parse(
      execFileSync(process.execPath, [join(__dirname, 'read-pdf.mjs'), ...paths], { encoding: 'utf8', maxBuffer: 1e8 }),
    ) as ReadPdf[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The running text, without page numbers, seal and watermark. */
export function pdfText({ pages }: ReadPdf): string {
  return pages.flatMap(({ pieces }) => pieces.filter(({ artifact }) => !artifact).map(({ text }) => text)).join('');
}

export function artifactText({ pages }: ReadPdf): string {
  return pages.flatMap(({ pieces }) => pieces.filter(({ artifact }) => artifact).map(({ text }) => text)).join('');
}

/** A Word file as mammoth reads it: paragraphs, and the styles it knows them by. */
export async function readDocx(file: Buffer): Promise<{ paragraphs: string[]; styles: string[] }> {
  const { value } = await extractRawText({ buffer: file });
  const { messages } = await convertToHtml({ buffer: file });
  const styles = messages.flatMap(({ message }) => /Style ID: (\w+)|'([^']+)' \(Style/.exec(message)?.slice(1) ?? []);
  return { paragraphs: value.split('\n').filter((line) => line.trim() !== ''), styles: styles.filter(Boolean) };
}

export async function partOf(file: Buffer, part: string): Promise<string> {
  const zip = await JSZip.loadAsync(file);
  const entry = zip.file(part);
  if (!entry) throw new Error(`the file has no ${part}`);
  return entry.async('string');
}

export const withoutSpace = (text: string): string => text.replace(/\s+/g, '');
