import { createHash } from 'node:crypto';
import { RARE_FACE } from './rare-face';

const STYLE = `
:root{--ink:#1d2733;--muted:#5c6b7a;--line:#d5dce4;--blue:#1f4e8c;--red:#b3261e}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;background:#eef2f6;color:var(--ink);font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif,"LXGW WenKai"}
header{width:100%;padding:44px 20px 92px;background:var(--blue);color:#fff;text-align:center}
h1{margin:0;font-size:26px;font-weight:600;letter-spacing:.06em}
main{width:min(432px,calc(100% - 32px));margin:-60px 0 32px;padding:28px 32px 24px;background:#fff;border:1px solid var(--line);border-radius:8px;box-shadow:0 6px 24px rgba(20,40,70,.1)}
main.wide{width:min(720px,calc(100% - 32px))}
h2{margin:0 0 16px;font-size:20px;font-weight:600}
label{display:block;margin:14px 0 4px;font-size:14px;color:var(--muted)}
input{width:100%;padding:9px 12px;border:1px solid #aab6c3;border-radius:6px;font:inherit}
input:focus,button:focus-visible,a:focus-visible{outline:3px solid #9cc2f0;outline-offset:1px}
button{width:100%;margin-top:22px;padding:10px;border:0;border-radius:6px;background:var(--blue);color:#fff;font:inherit;font-weight:600;cursor:pointer}
button.quiet{margin-top:12px;background:#fff;color:var(--blue);border:1px solid var(--blue)}
button:hover{filter:brightness(1.1)}
.alert{margin:0 0 12px;padding:10px 12px;border-left:4px solid var(--red);background:#fdeceb;color:#7a1712;font-size:15px}
.notice{margin:8px 0 0;font-size:15px;color:#ffe2a8}
.lang{margin:16px 0 0;text-align:center;font-size:14px}
a{color:var(--blue)}
.demo{margin-top:24px;border-top:1px solid var(--line);padding-top:12px;font-size:14px}
.demo summary{cursor:pointer;font-weight:600}
.demo p{margin:6px 0;color:var(--muted)}
table{width:100%;border-collapse:collapse}
th,td{padding:4px 6px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #edf0f4}
th{color:var(--muted);font-weight:500}
.demo th[scope=colgroup]{padding-top:12px;color:var(--ink);font-weight:600}
.filled{margin:8px 0 0;font-size:14px;color:#1b5e20}
.code{margin-top:16px;color:var(--muted);font-size:13px}
`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface Page {
  htmlLang?: string;
  title: string;
  /** Below the title, for installations that are not the real one. */
  notice?: string;
  wide?: boolean;
  /** HTML; whoever builds it escapes. */
  content: string;
}

const face = (basePath: string) =>
  `@font-face{font-family:"LXGW WenKai";font-weight:100 900;font-display:swap;src:url("${basePath}${RARE_FACE.path}/${RARE_FACE.file}") format("woff2")}`;

/** How the pages people see are made, and the policy they are sent with. */
export class Layout {
  /** What addresses of the service begin with where a proxy leads to it. */
  readonly basePath: string;
  private readonly style: string;
  /**
   * `form-action` names the console and the loopback address because browsers apply it to the redirect that follows a
   * sign-in, too. The provider adds the hash of the one script it may send (it submits a form).
   */
  readonly policy: string;

  constructor({ OIDC_ISSUER, CONSOLE_URL }: { OIDC_ISSUER: string; CONSOLE_URL: string }) {
    this.basePath = new URL(OIDC_ISSUER).pathname.replace(/\/+$/, '');
    this.style = face(this.basePath) + STYLE;
    this.policy = [
      "default-src 'none'",
      `style-src 'sha256-${createHash('sha256').update(this.style).digest('base64')}'`,
      "font-src 'self'",
      "script-src 'self'",
      `form-action 'self' ${new URL(CONSOLE_URL).origin} http://127.0.0.1:*`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; ');
  }

  render({ htmlLang = 'zh-CN', title, notice, wide, content }: Page): string {
    return `<!doctype html>
<html lang="${htmlLang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${this.style}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1>${notice ? `<p class="notice">${escapeHtml(notice)}</p>` : ''}</header>
<main${wide ? ' class="wide"' : ''}>
${content}
</main>
</body>
</html>
`;
  }
}
