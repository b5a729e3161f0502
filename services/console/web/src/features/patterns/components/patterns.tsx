import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { isLocalDate, PATTERN_DIMENSIONS, type PatternDimension } from '@xiezhi/rules';
import { requestFile, saveFile } from '../../../shared/api/client';
import { Loading, Nothing } from '../../../shared/components/page';
import { DateInput } from '../../../shared/forms/date-input';
import { courtOptions, courtsBelow } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { MEASURES, type Measure } from '../lib/figures';
import { usePatterns, workbookPath, type PatternQuestion, type Cell } from '../api/patterns';
import { Bars } from './bars';
import { CellCases } from './cell-cases';
import { CrossTable } from './cross-table';

const FIRST_BY = { row: 'ground', column: 'outcome' } as const;

const dimensionIn = (given: string | null, otherwise: PatternDimension): PatternDimension =>
  given !== null && Object.hasOwn(PATTERN_DIMENSIONS, given) ? (given as PatternDimension) : otherwise;
const dayIn = (given: string | null, otherwise: string): string => (isLocalDate(given) ? given : otherwise);

/** What is asked stands in the address, so that a table can be sent to somebody. */
function useAsked() {
  const { me, today } = useSession();
  const [params, setParams] = useSearchParams();
  const asked: PatternQuestion = {
    from: dayIn(params.get('from'), `${today.slice(0, 4)}-01-01`),
    to: dayIn(params.get('to'), today),
    court: params.get('court') ?? me.court,
    row: dimensionIn(params.get('row'), FIRST_BY.row),
    column: dimensionIn(params.get('column'), FIRST_BY.column),
  };
  const ask = (change: Partial<PatternQuestion>) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(change)) after.set(name, value);
      return after;
    });
  return { asked, ask };
}

function Question({ asked, ask }: ReturnType<typeof useAsked>) {
  const { me, t, today } = useSession();
  const dimensions = (other: PatternDimension) =>
    Object.entries(PATTERN_DIMENSIONS)
      .filter(([code]) => code !== other)
      .map(([value, words]) => ({ value: value as PatternDimension, label: wordIn(me.language, words) }));
  return (
    <Space wrap>
      <DateInput
        aria-label={t('收到日期，自')}
        style={{ width: 140 }}
        value={asked.from}
        max={asked.to}
        onChange={(from) => from && ask({ from })}
      />
      <span>–</span>
      <DateInput
        aria-label={t('收到日期，至')}
        style={{ width: 140 }}
        value={asked.to}
        min={asked.from}
        onChange={(to) => to && ask({ to })}
      />
      <Select
        aria-label={t('法院')}
        style={{ width: 260 }}
        value={asked.court}
        options={courtOptions([me.court, ...courtsBelow(me.court, today)], today)}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(court) => ask({ court })}
      />
      <Select
        aria-label={t('行')}
        style={{ width: 150 }}
        value={asked.row}
        options={dimensions(asked.column)}
        onChange={(row) => ask({ row })}
      />
      <Select
        aria-label={t('列')}
        style={{ width: 150 }}
        value={asked.column}
        options={dimensions(asked.row)}
        onChange={(column) => ask({ column })}
      />
      <Save asked={asked} />
    </Space>
  );
}

function Save({ asked }: { asked: PatternQuestion }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      saveFile(await requestFile(workbookPath(asked)));
    } catch (error) {
      void message.error((error as Error).message, 8);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={saving} onClick={() => void save()}>
      {t('导出 XLSX')}
    </Button>
  );
}

/** Any two dimensions of the collaborations set against each other (Art. 18). */
export function Patterns() {
  const { me, t } = useSession();
  const question = useAsked();
  const { asked } = question;
  const [measure, setMeasure] = useState<Measure>('count');
  const [cell, setCell] = useState<Cell>();
  const measures: Record<Measure, string> = {
    count: t('件数'),
    daysToDecision: t('收到至决定（日，中位数）'),
    daysToClose: t('决定至办结（日，中位数）'),
    recovered: t('执行到位金额（元）'),
  };
  const titleOf = (dimension: PatternDimension) =>
    `${wordIn(me.language, PATTERN_DIMENSIONS[dimension])} · ${measures[measure]}`;
  return (
    <div className="stack">
      <Question {...question} />
      <Select
        aria-label={t('数字')}
        style={{ width: 240 }}
        value={measure}
        options={MEASURES.map((value) => ({ value, label: measures[value] }))}
        onChange={setMeasure}
      />
      <p className="soft">
        {t('一件案件有几个情形或者理由的，在每一项各计一次，合计每件一次；没有该项的不在表内。点数字列出案件。')}
      </p>
      <Loading query={usePatterns(asked)}>
        {(table) =>
          table.total.count === 0 ? (
            <Nothing text={t('这一期间没有收到的案件。')} />
          ) : (
            <>
              <CrossTable table={table} measure={measure} on={asked.to} onOpen={setCell} />
              <div className="columns two">
                {[table.rows, table.columns].map((values, index) => {
                  const dimension = table.by[index as 0 | 1];
                  return (
                    <Bars
                      key={dimension}
                      title={titleOf(dimension)}
                      dimension={dimension}
                      values={values}
                      measure={measure}
                      on={asked.to}
                    />
                  );
                })}
              </div>
            </>
          )
        }
      </Loading>
      {cell && <CellCases asked={asked} cell={cell} onClose={() => setCell(undefined)} />}
    </div>
  );
}
