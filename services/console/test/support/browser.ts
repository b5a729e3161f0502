/** A browser without scripts: keeps cookies by host whatever the port, as browsers do, and follows redirects. */
export class Browser {
  /** Every cookie header received, for looking at its attributes. */
  readonly setCookies: string[] = [];
  private readonly cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>, request: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      ...request,
      headers: { accept: 'text/html', ...(request.headers as Record<string, string> | undefined), cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const header of answer.headers.getSetCookie()) {
      this.setCookies.push(header);
      const [pair = ''] = header.split(';');
      const at = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970/i.test(header)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  /** Goes on until an answer is no redirect. */
  async visit(url: string, form?: Record<string, string>): Promise<{ url: string; status: number; text: string }> {
    let current = url;
    let answer = await this.open(url, form);
    for (let hops = 0; hops < 15; hops += 1) {
      const location = answer.headers.get('location');
      if (location === null) return { url: current, status: answer.status, text: await answer.text() };
      current = new URL(location, current).href;
      answer = await this.open(current);
    }
    throw new Error(`redirects do not end: ${current}`);
  }

  cookie(part: string): string | undefined {
    return [...this.cookies].find(([name]) => name.includes(part))?.[1];
  }

  setCookie(part: string, value: string): void {
    const name = [...this.cookies.keys()].find((candidate) => candidate.includes(part));
    if (name === undefined) throw new Error(`no cookie ${part}`);
    this.cookies.set(name, value);
  }
}
