/** A browser's part of a sign-in: cookies of one origin, redirects followed by the test. */
export class TestBrowser {
  readonly setCookies: string[] = [];
  private readonly cookies = new Map<string, { pair: string; path: string }>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.cookies.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ pair }) => pair)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const header of response.headers.getSetCookie()) {
      this.setCookies.push(header);
      const [pair = ''] = header.split(';');
      const path = /path=([^;]+)/i.exec(header)?.[1] ?? '/';
      const key = `${path} ${pair.split('=')[0]}`;
      if (/expires=Thu, 01 Jan 1970/i.test(header)) this.cookies.delete(key);
      else this.cookies.set(key, { pair, path });
    }
    return response;
  }

  /** Follows redirects within the origin; the answer is a page, or a redirect that leaves. */
  async follow(url: string, form?: Record<string, string>): Promise<{ url: string; response: Response }> {
    let response = await this.open(url, form);
    let current = url;
    for (let location = response.headers.get('location'); location; location = response.headers.get('location')) {
      const next = new URL(location, current);
      if (next.origin !== new URL(url).origin) return { url: next.href, response };
      current = next.href;
      response = await this.open(current);
    }
    return { url: current, response };
  }
}
