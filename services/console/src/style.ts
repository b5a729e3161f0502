import { createHash } from 'node:crypto';

/** Leads to the application's own file, whose name changes with its content. */
export const FACE_URL = '/assets/lxgw-wenkai.woff2';

// Contrast of text on its ground is at least 4.5:1 throughout (WCAG 2.1 AA).
export const STYLE = `
@font-face{font-family:"LXGW WenKai";font-weight:100 900;font-display:swap;src:url("${FACE_URL}") format("woff2")}
:root{--ink:#1b2733;--soft:#4d5b69;--line:#c9d2dc;--ground:#f3f5f8;--blue:#123a6b;--link:#0b4f9e;--amber:#7a4a00;--red:#a11212;--green:#14602f}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.65 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif,"LXGW WenKai"}
body:lang(en){font-family:"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif,"LXGW WenKai"}
a{color:var(--link)}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.skip{position:absolute;left:-999px;top:0;padding:8px 16px;background:#fff;z-index:1}
.skip:focus{left:8px}
.rehearsal{padding:6px 24px;background:repeating-linear-gradient(135deg,#ffe08a 0 18px,#ffd45e 18px 36px);color:#3d2b00;font-size:14px}
.rehearsal strong:lang(en){text-transform:uppercase}
.rehearsal strong{margin-right:8px;padding:1px 8px;border:2px solid #3d2b00;letter-spacing:.2em}
header{background:var(--blue);color:#fff}
header a,header .link{color:#fff}
.bar{display:flex;flex-wrap:wrap;gap:6px 24px;align-items:baseline;justify-content:space-between;padding:12px 24px 8px}
.product{font-size:19px;letter-spacing:.04em;text-decoration:none}
.product b{font-size:23px}
.account{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;font-size:14px}
.account form{display:inline}
.link{padding:0;border:0;background:none;font:inherit;text-decoration:underline;cursor:pointer}
nav ul{display:flex;flex-wrap:wrap;gap:2px;margin:0;padding:0 16px;list-style:none}
header nav a{display:block;padding:8px 16px;text-decoration:none;border-bottom:4px solid transparent}
header nav a:hover{background:#1d4e8a}
header nav a[aria-current]{border-bottom-color:#ffd45e;font-weight:600}
main{max-width:1360px;margin:0 auto;padding:20px 24px 48px}
main:focus{outline:none}
h1{margin:0 0 12px;font-size:24px;line-height:1.3}
h1 small{font-size:14px;font-weight:400;color:var(--soft)}
h2{margin:0 0 10px;padding-left:10px;border-left:4px solid var(--blue);font-size:18px;line-height:1.3}
h3{margin:14px 0 6px;font-size:15px}
section{margin:16px 0;padding:16px 20px;background:#fff;border:1px solid var(--line)}
small,.note{color:var(--soft);font-size:13px}
code{font:13px/1.5 ui-monospace,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(310px,1fr));gap:0 24px;margin:0}
dl>div{display:grid;grid-template-columns:8.5em 1fr;gap:8px;padding:5px 0;border-bottom:1px solid #e6ebf0}
dl+h2{margin-top:24px}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;background:#fff;border:1px solid var(--line)}
section .scroll{margin:6px 0}
table{width:100%;border-collapse:collapse}
caption{padding:8px 10px;font-weight:600;text-align:left}
th,td{padding:7px 10px;border-bottom:1px solid #e0e6ec;text-align:left;vertical-align:top}
thead th{background:#e8eef5;color:#223;font-weight:600;white-space:nowrap}
tbody th{font-weight:500}
tbody tr:last-child>*{border-bottom:0}
tbody tr:hover>*{background:#f6f9fc}
.check{display:inline-block;padding:0 8px;border:1px solid;border-radius:3px;font-size:13px;white-space:nowrap}
.open{color:var(--amber);background:#fff6e0}
.yes{color:var(--green);background:#e7f5ec}
.no{color:var(--red);background:#fdeaea;font-weight:600}
details{border:1px solid var(--line);padding:8px 12px;min-width:0}
details th,details td{padding:3px 8px}
summary{cursor:pointer}
.warnings{margin:12px 0;padding:10px 16px;border:1px solid #d9a400;border-left-width:5px;background:#fff9e6}
.warnings ul,.warnings p{margin:4px 0}
select,button,.button,textarea{padding:6px 14px;border:1px solid #71808f;border-radius:3px;background:#fff;color:var(--ink);font:inherit}
main button,.button{display:inline-block;border-color:var(--blue);background:var(--blue);color:#fff;text-decoration:none;cursor:pointer}
main td button{padding:1px 10px;background:#fff;color:var(--blue)}
textarea.token{width:100%;font:13px/1.5 ui-monospace,Consolas,monospace}
.empty{margin:32px auto;max-width:44em;padding:28px 32px;background:#fff;border:1px solid var(--line)}
.code{color:var(--soft);font-weight:400}
@media(max-width:560px){main{padding:14px 10px}dl{grid-template-columns:1fr}}
@media print{
body{background:#fff;font-size:11pt}
header,.skip{display:none}
.rehearsal{border:2px solid #000;background:none}
main{max-width:none;padding:0}
section{padding:6px 0;border:0;break-inside:auto}
h2{break-after:avoid}
tr,details{break-inside:avoid}
.scroll{overflow:visible;border:0}
details::details-content{content-visibility:visible;display:block;height:auto}
a{color:inherit;text-decoration:none}
}
`;

/** Addressed by its content, so that browsers may keep it. */
export const STYLE_URL = `/assets/style-${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`;

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#123a6b"/><path d="M16 3v8M10 11l6-4 6 4v8c0 5-3 8-6 10-3-2-6-5-6-10z" fill="none" stroke="#fff" stroke-width="2.4"/></svg>';
