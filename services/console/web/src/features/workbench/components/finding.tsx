import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { COMMAND_WORDS, courtsOn, roleMayIssue, type CommandType } from '@xiezhi/rules';
import { courtOptions } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import type { Asked } from '../api/work-items';
import { SORTS, type Sort } from '../lib/work';

const SORT_WORDS = {
  due: '最先届满',
  since: '最近到达',
  act: '按事项',
  court: '按执行法院',
  case: '按案件',
} as const satisfies Record<Sort, string>;

type Found = Pick<Asked, 'sort' | 'q' | 'command' | 'executing'>;

/** As long as somebody types on, nothing is asked. */
const PAUSE_MS = 350;

function Search({ q = '', onFind }: { q?: string | undefined; onFind: (q: string | undefined) => void }) {
  const { t } = useSession();
  const [text, setText] = useState(q);
  const told = useRef(q);
  const find = () => {
    const typed = text.trim();
    if (typed === told.current) return;
    told.current = typed;
    onFind(typed === '' ? undefined : typed);
  };
  useEffect(() => {
    // Taken away or changed elsewhere: by a step back, or with all conditions.
    if (q === told.current) return;
    told.current = q;
    setText(q);
  }, [q]);
  useEffect(() => {
    const timer = setTimeout(find, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      prefix={<SearchOutlined aria-hidden="true" />}
      style={{ width: 300 }}
      allowClear
      maxLength={60}
      aria-label={t('案号、文号、当事人或者案由的一部分')}
      placeholder={t('案号、文号、当事人或者案由的一部分')}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onPressEnter={find}
    />
  );
}

interface OneProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

const One = ({ label, value, options, onChange }: OneProps) => (
  <Select
    allowClear
    style={{ width: 220 }}
    aria-label={label}
    placeholder={label}
    showSearch={{ optionFilterProp: 'label' }}
    value={value ?? null}
    onChange={(chosen: string | null | undefined) => onChange(chosen ?? undefined)}
    options={options}
  />
);

/** Which rows are shown and in which order. */
export function Finding({ asked, onFind }: { asked: Asked; onFind: (found: Found) => void }) {
  const { me, t, today } = useSession();
  const { view, sort, q, command, executing } = asked;
  const ofOthers = view === 'cc' || view === 'initiated';
  const acts = (Object.keys(COMMAND_WORDS) as CommandType[]).filter(
    (name) => ofOthers || me.roles.some((role) => roleMayIssue(role, name)),
  );
  const courts = courtsOn(today).map(({ code }) => code);
  const narrowed = q !== undefined || command !== undefined || executing !== undefined;
  const change = (given: Partial<Found>) => onFind({ sort, q, command, executing, ...given });
  return (
    <Space wrap style={{ marginBottom: 12 }} className="no-print">
      <Search q={q} onFind={(text) => change({ q: text })} />
      <One
        label={t('所待事项')}
        value={command}
        onChange={(value) => change({ command: value })}
        options={acts.map((name) => ({ value: name, label: wordIn(me.language, COMMAND_WORDS[name]) }))}
      />
      <One
        label={t('执行法院')}
        value={executing}
        onChange={(value) => change({ executing: value })}
        options={courtOptions(courts, today)}
      />
      <Select<Sort>
        style={{ width: 140 }}
        aria-label={t('排列')}
        value={sort}
        onChange={(value) => change({ sort: value })}
        options={SORTS.map((name) => ({ value: name, label: t(SORT_WORDS[name]) }))}
      />
      {narrowed && (
        <Button onClick={() => onFind({ sort, q: undefined, command: undefined, executing: undefined })}>
          {t('清除条件')}
        </Button>
      )}
    </Space>
  );
}
