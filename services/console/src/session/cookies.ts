import type { CookieOptions, Request, Response } from 'express';

export interface Cookies {
  read(req: Request, name: CookieName): string | undefined;
  /** @param maxAgeMs without it the cookie ends with the browser */
  set(res: Response, name: CookieName, value: string, maxAgeMs?: number): void;
  clear(res: Response, name: CookieName): void;
}

export type CookieName = 'session' | 'lang' | 'signed-out' | `sign-in-${string}`;

/**
 * The console's cookies. Over TLS they carry the __Host- prefix, so that no other host can plant one. Without TLS the port
 * is part of the name, because browsers share cookies among all ports of a host and several installations may run there.
 */
export function createCookies(consoleUrl: string): Cookies {
  const { protocol, port } = new URL(consoleUrl);
  const secure = protocol === 'https:';
  const prefix = secure ? '__Host-xiezhi-console-' : `xiezhi-console-${port || '80'}-`;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    read: (req, name) => valueOf(req.get('cookie') ?? '', prefix + name),
    set: (res, name, value, maxAge) => {
      res.cookie(prefix + name, value, { ...options, ...(maxAge === undefined ? {} : { maxAge }) });
    },
    clear: (res, name) => {
      res.clearCookie(prefix + name, options);
    },
  };
}

/** Values are made of base64url characters only, so nothing is decoded. */
function valueOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
