import { parseInstant, RULE_SET } from '@xiezhi/rules';
import type { Paper } from '@xiezhi/rules';

/** The instant of the act, which dates the files. */
export function documentDate(paper: Paper): Date {
  return new Date(parseInstant(paper.at));
}

/** What both files say of themselves; that a form is the system's own stands here and not in the text. */
export function documentProperties({ title, number, formNote, templateVersion, watermark }: Paper) {
  return {
    title: `${title} ${number}`,
    subject: formNote ?? `${RULE_SET}附件样式`,
    keywords: [`模板 ${templateVersion}`, ...(watermark ? [watermark] : [])].join('; '),
  };
}
