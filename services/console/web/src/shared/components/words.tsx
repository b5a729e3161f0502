import { Tag } from 'antd';
import type { ReactNode } from 'react';
import type { CaseView } from '@xiezhi/contracts/views';
import type { CaseStatus, Words } from '@xiezhi/rules';
import { SettingMark } from './setting-mark';
import { COMMANDS } from '../language/commands';
import { useSession } from '../session';
import { authorityOf, choicesIn, courtName, titleOf, type TitleKind } from '../wording';

/** A court by the name it has on a day (default: today), with its code. */
export function Court({ code, on }: { code: string | null; on?: string | undefined }) {
  const { today } = useSession();
  if (code === null) return <>—</>;
  return (
    <span lang="zh-CN" title={code}>
      {courtName(code, on ?? today)}
    </span>
  );
}

export function useTitle() {
  const { me } = useSession();
  return (kind: TitleKind, code: string) => titleOf(me.language, kind, code);
}

/** The codes of a list as choices, in the reader's language. */
export function useChoices() {
  const { me } = useSession();
  return (list: Words) => choicesIn(me.language, list);
}

/** What can be done, as the service names it; in English by the console's own words. */
export function CommandTitle({ of: { command, title } }: { of: { command: string; title: string } }) {
  const { me } = useSession();
  const english: Readonly<Record<string, string>> = COMMANDS;
  if (me.language === 'en' && Object.hasOwn(english, command)) return <>{english[command]}</>;
  return <span lang="zh-CN">{title}</span>;
}

const COLOURS: Partial<Record<CaseStatus, string>> = {
  UNDER_REVIEW: 'processing',
  ACCEPTED: 'processing',
  IN_EXECUTION: 'processing',
  CORRECTION_REQUESTED: 'warning',
  CLOSE_PENDING: 'warning',
  CLOSED: 'success',
  SELF_EXECUTION_DONE: 'success',
};

export function State({ code }: { code: CaseStatus }) {
  const title = useTitle();
  return <Tag color={COLOURS[code] ?? 'default'}>{title('status', code)}</Tag>;
}

/** The article behind a period, or that it is a setting of the installation and no law. */
export function Authority({ of }: { of: CaseView['deadlines'][number] }) {
  const { t } = useSession();
  const { law, text } = authorityOf(of.authority, of);
  return (
    <span>
      {law ? <Tag color="blue">{t('法定')}</Tag> : <SettingMark />} <span lang="zh-CN">{text}</span>
    </span>
  );
}

export function Terms({ entries }: { entries: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className="terms">
      {entries
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
