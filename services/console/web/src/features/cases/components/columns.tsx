import { Button, Checkbox, Popover, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseLine } from '@xiezhi/contracts/views';
import { Lamp } from '../../../shared/components/lamp';
import { Court, State, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { groundText, shortTime } from '../../../shared/wording';

const OPTIONAL = [
  'caseNumber',
  'cause',
  'applicants',
  'respondents',
  'executing',
  'deciding',
  'route',
  'grounds',
  'state',
  'received',
  'due',
  'updated',
] as const;
export type ColumnKey = (typeof OPTIONAL)[number];

/** What fits a screen of 1366 pixels without scrolling. */
const AT_FIRST: readonly ColumnKey[] = ['caseNumber', 'cause', 'respondents', 'executing', 'state', 'due', 'updated'];

const place = (sub: string) => `xiezhi:columns:${sub}`;

function stored(sub: string): readonly ColumnKey[] {
  try {
    const keys = JSON.parse(localStorage.getItem(place(sub)) ?? '') as unknown;
    return Array.isArray(keys) ? OPTIONAL.filter((key) => keys.includes(key)) : AT_FIRST;
  } catch {
    return AT_FIRST;
  }
}

/** Which columns this person has chosen in this browser. */
export function useColumnChoice() {
  const { me } = useSession();
  const [shown, setShown] = useState(() => stored(me.sub));
  const choose = (keys: readonly ColumnKey[]) => {
    setShown(OPTIONAL.filter((key) => keys.includes(key)));
    try {
      localStorage.setItem(place(me.sub), JSON.stringify(keys));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return { shown, choose };
}

function useColumnTitles(): Record<ColumnKey, string> {
  const { t } = useSession();
  return {
    caseNumber: t('案号'),
    cause: t('案由'),
    applicants: t('申请执行人'),
    respondents: t('被执行人'),
    executing: t('执行法院'),
    deciding: t('决定法院'),
    route: t('途径'),
    grounds: t('事由'),
    state: t('状态'),
    received: t('收到日期'),
    due: t('最近届满'),
    updated: t('最近变动'),
  };
}

export function useColumns(shown: readonly ColumnKey[]) {
  const { t } = useSession();
  const title = useTitle();
  const titles = useColumnTitles();
  const cells: Record<ColumnKey, { width: number; render: (line: CaseLine) => React.ReactNode }> = {
    caseNumber: { width: 190, render: ({ caseNumber }) => caseNumber },
    cause: { width: 130, render: ({ cause }) => cause },
    applicants: { width: 150, render: ({ applicants }) => applicants },
    respondents: { width: 150, render: ({ respondents }) => respondents },
    executing: { width: 170, render: (line) => <Court code={line.executingCourt} /> },
    deciding: { width: 170, render: (line) => <Court code={line.decidingCourt} /> },
    route: { width: 140, render: ({ route }) => title('route', route) },
    grounds: {
      width: 90,
      render: ({ grounds }) => <span title={grounds.map(groundText).join('\n')}>{grounds.join('、')}</span>,
    },
    state: { width: 105, render: ({ state }) => <State code={state} /> },
    received: { width: 105, render: ({ receivedOn }) => receivedOn },
    due: {
      width: 165,
      render: ({ due, countedBy, decidingCourt, expiresAt }) =>
        due === null ? '—' : <Lamp due={due} court={countedBy ?? decidingCourt} expiresAt={expiresAt ?? undefined} />,
    },
    updated: { width: 130, render: ({ updatedAt }) => shortTime(updatedAt) },
  };
  const number = {
    title: t('文号'),
    key: 'number',
    width: 200,
    render: ({ caseId, documentNumber, caseNumber, restricted, demo }: CaseLine) => (
      <>
        <Link className="case-link" to={`/cases/${caseId}`} lang="zh-CN">
          {documentNumber ?? caseNumber}
        </Link>{' '}
        {restricted && <Tag color="red">{t('限制查看')}</Tag>}
        {demo && <Tag>{t('演示数据')}</Tag>}
      </>
    ),
  };
  return [number, ...shown.map((key) => ({ key, title: titles[key], ...cells[key] }))];
}

export function ColumnChooser({ shown, choose }: ReturnType<typeof useColumnChoice>) {
  const { t } = useSession();
  const titles = useColumnTitles();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('显示的列')}
      content={
        <Checkbox.Group
          style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 6, width: 240 }}
          value={[...shown]}
          onChange={(keys) => choose(keys as ColumnKey[])}
          options={OPTIONAL.map((key) => ({ value: key, label: titles[key] }))}
        />
      }
    >
      <Button>{t('显示的列')}</Button>
    </Popover>
  );
}
