import QRCode from 'qrcode';

/** The modules of a QR code, true for dark, without quiet zone. Level M: a folded or stamped corner may be lost. */
export function qrModules(text: string): boolean[][] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) === 1),
  );
}

/** The same as a PNG for Word, four pixels a module. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 0, scale: 4, type: 'png' });
}
