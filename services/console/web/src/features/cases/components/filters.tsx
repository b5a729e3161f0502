import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, Space, TreeSelect } from 'antd';
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { InputRef } from 'antd';
import {
  CASE_STATUSES,
  codesIn,
  courtsOn,
  GROUNDS,
  HIGH_COURT,
  intermediateOf,
  LAMP_WORDS,
  ROUTES,
  type Court,
} from '@xiezhi/rules';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { courtName } from '../../../shared/wording';
import type { Filter, FilterName } from '../lib/filter';
import { DateInput } from '../../../shared/forms/date-input';

const LATER: readonly FilterName[] = ['route', 'ground', 'receivedFrom', 'receivedTo', 'dueFrom', 'dueTo'];
const SHORTEST = 2;
const PAUSE_MS = 350;

interface Node {
  value: string;
  title: string;
  children: Node[];
}

function treeOf(courts: readonly Court[], parent: string | null, today: string): Node[] {
  return courts
    .filter((court) => court.parent === parent)
    .map(({ code }) => ({
      value: code,
      title: `${courtName(code, today)}（${code}）`,
      children: treeOf(courts, code, today),
    }));
}

interface Props {
  filter: Filter;
  onChange: (change: Filter) => void;
  searchBox: RefObject<InputRef | null>;
}

/** What is typed is asked for when the typing pauses, or at once with Enter. */
function Search({ filter, onChange, searchBox }: Props) {
  const { t } = useSession();
  const [text, setText] = useState(filter.q ?? '');
  const told = useRef(filter.q ?? '');
  useEffect(() => {
    if ((filter.q ?? '') === told.current) return;
    told.current = filter.q ?? '';
    setText(told.current);
  }, [filter.q]);
  const tell = (typed: string) => {
    const q = typed.trim();
    if (q === told.current || (q !== '' && [...q].length < SHORTEST)) return;
    told.current = q;
    onChange({ q });
  };
  useEffect(() => {
    const timer = setTimeout(() => tell(text), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      ref={searchBox}
      prefix={<SearchOutlined aria-hidden="true" />}
      style={{ width: 300 }}
      allowClear
      maxLength={60}
      aria-label={t('检索案件')}
      aria-keyshortcuts="/"
      placeholder={t('案号、文号、当事人或者案由的一部分')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => tell(text)}
    />
  );
}

function Several({ name, label, options, filter, onChange, width }: SeveralProps) {
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      style={{ width }}
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      value={filter[name]?.split(',') ?? []}
      onChange={(codes: string[]) => onChange({ [name]: codes.join(',') })}
      options={options}
    />
  );
}

interface SeveralProps extends Omit<Props, 'searchBox'> {
  name: FilterName;
  label: string;
  options: { value: string; label: string }[];
  width: number;
}

function Day({ name, label, filter, onChange }: Omit<Props, 'searchBox'> & { name: FilterName; label: string }) {
  return (
    <DateInput
      style={{ width: 150 }}
      aria-label={label}
      placeholder={label}
      value={filter[name] ?? ''}
      onChange={(day) => onChange({ [name]: day })}
    />
  );
}

export function Filters(props: Props) {
  const { filter, onChange } = props;
  const { t, me, today } = useSession();
  const title = useTitle();
  const [all, setAll] = useState(() => LATER.some((name) => filter[name] !== undefined));
  const tree = useMemo(() => treeOf(courtsOn(today), null, today), [today]);
  const court = (name: 'court' | 'deciding', label: string) => (
    <TreeSelect
      allowClear
      showSearch
      treeNodeFilterProp="title"
      style={{ width: 230 }}
      popupMatchSelectWidth={380}
      aria-label={label}
      placeholder={label}
      treeData={tree}
      treeDefaultExpandedKeys={[HIGH_COURT, intermediateOf(me.court, today) ?? me.court, me.court]}
      value={filter[name] ?? null}
      onChange={(code: string | null) => onChange({ [name]: code ?? '' })}
    />
  );
  const words = (codes: readonly string[], word: (code: string) => string) =>
    codes.map((value) => ({ value, label: word(value) }));
  const lampWord = (code: string) =>
    me.language === 'zh' ? LAMP_WORDS[code as keyof typeof LAMP_WORDS] : LAMPS_IN_ENGLISH[code]!;
  const any = Object.entries(filter).some(([name]) => name !== 'sort');
  return (
    <search className="stack" style={{ gap: 8 }}>
      <Space wrap size={8}>
        <Search {...props} />
        {court('court', t('执行法院（含下级）'))}
        {court('deciding', t('决定法院（含下级）'))}
        <Several
          {...{ filter, onChange, width: 230, name: 'state', label: t('案件状态（可多选）') }}
          options={words(codesIn(CASE_STATUSES), (code) => title('status', code))}
        />
      </Space>
      <Space wrap size={8}>
        <Several
          {...{ filter, onChange, width: 190, name: 'lamp', label: t('期限灯（可多选）') }}
          options={words(Object.keys(LAMP_WORDS), lampWord)}
        />
        {all && (
          <>
            <Several
              {...{ filter, onChange, width: 170, name: 'ground', label: t('事由（可多选）') }}
              options={GROUNDS.map(({ code, text }) => ({ value: code, label: `${code} ${text}` }))}
            />
            <Several
              {...{ filter, onChange, width: 190, name: 'route', label: t('途径（可多选）') }}
              options={words(codesIn(ROUTES), (code) => title('route', code))}
            />
            <Space size={4}>
              <span className="soft">{t('收到日期')}</span>
              <Day {...{ filter, onChange }} name="receivedFrom" label={t('收到日期自')} />
              <span className="soft">{t('至')}</span>
              <Day {...{ filter, onChange }} name="receivedTo" label={t('收到日期至')} />
            </Space>
            <Space size={4}>
              <span className="soft">{t('届满')}</span>
              <Day {...{ filter, onChange }} name="dueFrom" label={t('届满自')} />
              <span className="soft">{t('至')}</span>
              <Day {...{ filter, onChange }} name="dueTo" label={t('届满至')} />
            </Space>
          </>
        )}
        <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? '收起条件' : '更多条件')}
        </Button>
        {any && (
          <Button
            type="link"
            onClick={() => onChange(Object.fromEntries(Object.keys(filter).map((name) => [name, ''])))}
          >
            {t('清除条件')}
          </Button>
        )}
      </Space>
    </search>
  );
}

const LAMPS_IN_ENGLISH: Readonly<Record<string, string>> = {
  GREEN: 'in time',
  AMBER: 'near',
  RED: 'due today',
  DARK: 'late',
};
