import { html, type Content } from '../html';
import type { PaperCheck } from '../api';
import { chinese, page, terms, type View } from './layout';

/** What was typed: the code on the paper and, for a file, its SM3. */
export interface TypedCode {
  code: string;
  sm3: string;
}

function found(view: View, check: PaperCheck): Content {
  const { message, title, number, date, courtName, sm3, matches, standing = 'VALID' } = check;
  const { t } = view;
  const holds = matches !== 'none' && standing === 'VALID';
  const hashes = sm3 ? html`<code>PDF ${sm3.pdf}</code><br /><code>DOCX ${sm3.docx}</code>` : null;
  return html`<div class="${holds ? 'empty' : 'warnings'}" role="status">
      <p><strong>${holds ? '✓' : '✗'} ${chinese(view, message)}</strong></p>
    </div>
    ${terms([
      [t('文书'), title && chinese(view, title)],
      [t('文号'), number && chinese(view, number)],
      [t('日期'), date],
      [t('法院'), courtName && chinese(view, courtName)],
      ['SM3', hashes],
    ])}`;
}

/** `/verify` 文书核验: whoever holds a paper learns whether this installation issued it. @param check undefined before asking */
export function verifyPage(view: View, asked: TypedCode, check: PaperCheck | undefined): string {
  const { t } = view;
  const answer = check?.found
    ? found(view, check)
    : check &&
      html`<div class="warnings" role="alert">
        <p><strong>✗ ${chinese(view, check.message)}</strong></p>
      </div>`;
  return page(
    view,
    t('文书核验'),
    html`<h1>${t('文书核验')}</h1>
      <form method="get" action="/verify">
        <p>
          <label for="code">${t('文书上的核验码')}</label>
          <input id="code" name="code" value="${asked.code}" required maxlength="80" autocomplete="off" />
        </p>
        <p>
          <label for="sm3">${t('文件的SM3（核对电子文件时填写）')}</label>
          <input id="sm3" name="sm3" value="${asked.sm3}" maxlength="64" size="66" autocomplete="off" />
        </p>
        <button>${t('核验')}</button>
      </form>
      ${answer}`,
  );
}
