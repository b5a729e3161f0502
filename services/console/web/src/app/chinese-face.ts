const PATIENCE_MS = 10_000;
const UNASSIGNED = '\u{10fffd}';

/** Whether the machine has any face with Chinese characters: what none has is the same box, whatever the character. */
function hasChineseFace(): boolean {
  const paint = (character: string) => {
    const context = Object.assign(document.createElement('canvas'), { width: 24, height: 24 }).getContext('2d')!;
    context.font = '20px sans-serif';
    context.fillText(character, 2, 20);
    return context.getImageData(0, 0, 24, 24).data.join();
  };
  return paint('国') !== paint(UNASSIGNED);
}

/**
 * On a machine without Chinese faces all is set in the one for rare characters, and what Chromium has set before it arrives
 * stays boxes. There it is waited for, since nothing could be read without it; elsewhere it comes when it is needed.
 */
export async function chineseFace(): Promise<void> {
  if (hasChineseFace()) return;
  const arrived = document.fonts.load('16px "LXGW WenKai"', '国').catch(() => undefined);
  await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
