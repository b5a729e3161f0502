import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select, Space } from 'antd';
import type { ReactElement } from 'react';
import type { CaseView } from '@xiezhi/contracts/views';
import { courtsOn, isWithin, type CourtCode } from '@xiezhi/rules';
import { useSession, type SessionValue } from '../session';
import { choicesIn, courtName, wordIn } from '../wording';
import { AmountInput } from './amount-input';
import { choicesOf, type Choice, type Chosen } from './case-choices';
import { withFigure, type Field } from './fields';
import { DateInput } from './date-input';

export interface Involved {
  decidingCourt: CourtCode;
  executingCourt: CourtCode;
  participants: readonly CourtCode[];
}

/** One below the other: what stands in a case is a line each. */
const COLUMN = { display: 'flex', flexDirection: 'column', gap: 6 } as const;

export function courtOptions(codes: readonly CourtCode[], on: string) {
  return codes.map((code) => ({ value: code, label: `${courtName(code, on)}（${code}）` }));
}

/** Courts at or below one court on a day, without it. */
export const courtsBelow = (of: CourtCode, on: string): CourtCode[] =>
  courtsOn(on)
    .map(({ code }) => code)
    .filter((code) => code !== of && isWithin(code, of, on));

export function codesFor({ among }: Pick<Field, 'among'>, involved: Involved | undefined, today: string): CourtCode[] {
  if (!involved) return courtsOn(today).map(({ code }) => code);
  const acting = [involved.executingCourt, ...involved.participants];
  if (among === 'acting') return acting;
  if (among === 'involved') return [involved.decidingCourt, ...acting];
  if (among === 'participating') return [...involved.participants];
  return courtsBelow(involved.decidingCourt, today).filter((code) => !acting.includes(code));
}

const LONG = { rows: 3, maxLength: 20_000 };

/** One line an item, as people write lists. */
export function Lines({
  value,
  onChange,
  id,
}: {
  value?: string[];
  onChange?: (value: string[]) => void;
  id?: string;
}) {
  return (
    <Input.TextArea
      {...(id === undefined ? {} : { id })}
      rows={3}
      value={(value ?? []).join('\n')}
      onChange={(event) => onChange?.(event.target.value === '' ? [] : event.target.value.split('\n'))}
    />
  );
}

interface Column {
  name: string;
  label: string;
  options?: { value: string; label: string }[];
  width?: number;
  type?: 'date';
}

/** A small table of rows that are added and taken away. */
export function Rows({ name, columns, add }: { name: string; columns: readonly Column[]; add: string }) {
  const { t } = useSession();
  return (
    <Form.List name={name}>
      {(rows, { add: addRow, remove }) => (
        <div className="stack" style={{ gap: 8 }}>
          {rows.map((row) => (
            <Space key={row.key} align="start" wrap>
              {columns.map((column) => (
                <Form.Item key={column.name} name={[row.name, column.name]} style={{ marginBottom: 0 }}>
                  {column.options ? (
                    <Select
                      aria-label={column.label}
                      placeholder={column.label}
                      options={column.options}
                      showSearch={{ optionFilterProp: 'label' }}
                      style={{ width: column.width ?? 220 }}
                    />
                  ) : column.type === 'date' ? (
                    <DateInput
                      keepsFaults
                      aria-label={column.label}
                      placeholder={column.label}
                      style={{ width: column.width ?? 160 }}
                    />
                  ) : (
                    <Input
                      aria-label={column.label}
                      placeholder={column.label}
                      style={{ width: column.width ?? 160 }}
                    />
                  )}
                </Form.Item>
              ))}
              <Button icon={<DeleteOutlined />} aria-label={t('删除此行')} onClick={() => remove(row.name)} />
            </Space>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => addRow({})} style={{ alignSelf: 'flex-start' }}>
            {add}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

interface Surroundings {
  involved: Involved | undefined;
  entries: readonly Choice[];
  of: Chosen | undefined;
  session: SessionValue;
}

/** The control itself and no component around it: the form gives its child the value and the label's id. */
function controlOf(field: Field, { involved, entries, of, session: { today, me } }: Surroundings): ReactElement {
  const courts = () => courtOptions(codesFor(field, involved, today), today);
  if (field.from) {
    const { court, language } = me;
    const options = of ? choicesOf(field.from, of, { court, language, today }) : [];
    return <Radio.Group style={COLUMN} options={options} />;
  }
  switch (field.kind) {
    case 'text':
      return <Input.TextArea {...LONG} />;
    case 'line':
      return <Input maxLength={500} />;
    case 'choice':
      return <Radio.Group options={choicesIn(me.language, field.choices ?? {})} />;
    case 'amount':
      return <AmountInput />;
    case 'number':
      return <InputNumber min={1} precision={0} />;
    case 'court':
      return <Select options={courts()} showSearch={{ optionFilterProp: 'label' }} />;
    case 'courts':
      return <Select mode="multiple" options={courts()} showSearch={{ optionFilterProp: 'label' }} />;
    case 'entries':
      return <Select mode="multiple" options={[...entries]} showSearch={{ optionFilterProp: 'label' }} />;
    default:
      return <Lines />;
  }
}

/** A field of a command with its label, its help and its control. */
export function FieldItem(props: {
  field: Field;
  involved?: Involved | undefined;
  entries?: readonly Choice[];
  of?: (Chosen & Pick<CaseView, 'settings'>) | undefined;
}) {
  const { field, involved, entries = [], of } = props;
  const session = useSession();
  const { me, t, today } = session;
  const help = field.help && withFigure(t(field.help), field.setting && of?.settings[field.setting]);
  const shared = {
    label: wordIn(me.language, field.label),
    required: field.required === true,
    ...(help ? { extra: help } : {}),
  };
  if (field.kind === 'officers') {
    const codes = involved ? [involved.decidingCourt, involved.executingCourt, ...involved.participants] : [];
    const columns = [
      { name: 'name', label: t('姓名'), width: 110 },
      { name: 'court', label: t('法院'), options: courtOptions(codes, today), width: 230 },
      { name: 'credential', label: t('证件号'), width: 150 },
    ];
    return (
      <Form.Item {...shared}>
        <Rows name={field.name} columns={columns} add={t('添加执行人员')} />
      </Form.Item>
    );
  }
  if (field.kind === 'materials') {
    return (
      <Form.Item {...shared}>
        <MaterialRows name={field.name} />
      </Form.Item>
    );
  }
  if (field.kind === 'yes') {
    return (
      <Form.Item name={field.name} valuePropName="checked" {...(help ? { extra: help } : {})}>
        <Checkbox>{wordIn(me.language, field.label)}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item name={field.name} {...shared}>
      {controlOf(field, { involved, entries, of, session })}
    </Form.Item>
  );
}

export function MaterialRows({ name }: { name: string }) {
  const { t } = useSession();
  const columns = [
    { name: 'kind', label: t('材料种类'), width: 160 },
    { name: 'title', label: t('材料名称'), width: 300 },
  ];
  return <Rows name={name} columns={columns} add={t('添加材料')} />;
}
