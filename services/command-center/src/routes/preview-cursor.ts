import { Problem } from '@xiezhi/service-kit';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const positionSchema = z.object({ after: z.string(), cases: z.number(), deadlines: z.number() });

/** How far a preview has come, and how much of it its reader may not see. */
export type Position = z.infer<typeof positionSchema>;

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/**
 * Where the next page begins, as its reader is given it. It holds the id of a case that he may not know of, so only the
 * service can read it; it is good for the same preview and the same person.
 */
export class PreviewCursor {
  private readonly key: Buffer;

  /** @param secret the same in every process of this service */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'calendar preview', 32));
  }

  seal(position: Position, scope: string): string {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(Buffer.from(scope));
    const text = Buffer.concat([cipher.update(JSON.stringify(position)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** @throws Problem VALIDATION for what is no cursor of this preview and person */
  open(sealed: string, scope: string): Position {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, IV)).setAAD(Buffer.from(scope));
      decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString();
      return positionSchema.parse(JSON.parse(text));
    } catch {
      throw new Problem('VALIDATION', 'after 应为上一页返回的 next。', {
        errors: [{ path: 'query.after', message: '不是上一页返回的 next' }],
      });
    }
  }
}
