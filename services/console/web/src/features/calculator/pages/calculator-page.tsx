import { Alert, Card, Form, InputNumber, Select, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  countWorkdays,
  courtRecords,
  isLocalDate,
  netAge,
  netAgeMet,
  RuleError,
  type CalendarBook,
  type WorkdayCount,
} from '@xiezhi/rules';
import { CalendarsUsed } from '../../../shared/components/calendars-used';
import { DayCalendar } from '../../../shared/components/day-calendar';
import { Page } from '../../../shared/components/page';
import { Terms } from '../../../shared/components/words';
import { DateInput } from '../../../shared/forms/date-input';
import { courtOptions, Rows } from '../../../shared/forms/inputs';
import { usePublishedCalendar } from '../../../shared/rule/published-calendar';
import { useSession } from '../../../shared/session';
import { explainedDays } from '../lib/explained';

/** The Rule's answer, or its objection in words. */
function attempt<T>(work: () => T): { value: T } | { objection: string } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof RuleError) return { objection: error.message };
    throw error;
  }
}

function Answer(props: { book: CalendarBook; court: string; from: string; count: number }) {
  const { book, court, from, count } = props;
  const { t } = useSession();
  const answer = attempt<WorkdayCount>(() => countWorkdays(book, court, from, count));
  if ('objection' in answer) return <Alert type="warning" showIcon title={answer.objection} />;
  const { days, due, provisional, calendar } = answer.value;
  return (
    <div className="stack" aria-live="polite">
      <Terms
        entries={[
          [t('收到日'), `${from}（${t('收到或发生当日，不计')}）`],
          [t('起算日'), days[0]],
          [t('期间'), `${count} ${t('个工作日')}`],
          [t('届满'), <strong style={{ fontSize: 18 }}>{due}</strong>],
          [t('所用日历'), <CalendarsUsed calendar={calendar} told={book.years} />],
        ]}
      />
      {provisional && <Alert type="info" showIcon title={t('暂定：所涉年度的放假安排尚未公布，公布后重新计算。')} />}
      <DayCalendar days={explainedDays(book, court, from, days)} due={due} />
    </div>
  );
}

function Workdays() {
  const { me, t, today } = useSession();
  const book = usePublishedCalendar();
  const [params, setParams] = useSearchParams();
  const court = params.get('court') ?? me.court;
  const from = params.get('from') ?? today;
  const count = Number(params.get('count') ?? 10);
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  const codes = [...new Set(courtRecords().map((record) => record.code))];
  return (
    <Card size="small">
      <Form layout="vertical">
        <div className="columns three">
          <Form.Item label={t('法院')} htmlFor="court">
            <Select
              id="court"
              showSearch={{ optionFilterProp: 'label' }}
              value={court}
              onChange={(value: string) => set('court', value)}
              options={courtOptions(codes, today)}
            />
          </Form.Item>
          <Form.Item label={t('收到或发生之日')} htmlFor="from">
            <DateInput id="from" value={from} onChange={(day) => set('from', day)} />
          </Form.Item>
          <Form.Item label={t('工作日数')} htmlFor="count">
            <InputNumber
              id="count"
              min={1}
              max={400}
              precision={0}
              value={count}
              onChange={(value) => set('count', String(value ?? 1))}
              style={{ width: '100%' }}
            />
          </Form.Item>
        </div>
      </Form>
      {isLocalDate(from) &&
        (book ? <Answer book={book} court={court} from={from} count={count} /> : <Skeleton active title={false} />)}
    </Card>
  );
}

interface AgeFields {
  filed?: string;
  asOf?: string;
  exclusions?: { type?: string; start?: string; end?: string }[];
}

function NetAgeTab() {
  const { t, today } = useSession();
  const [fields, setFields] = useState<AgeFields>({ asOf: today });
  const { filed, asOf = today } = fields;
  const exclusions = (fields.exclusions ?? []).flatMap((period) =>
    period?.start && period.end ? [{ start: period.start, end: period.end }] : [],
  );
  const answer = filed ? attempt(() => netAge({ filedOn: filed, exclusions })) : undefined;
  const columns = [
    { name: 'type', label: t('扣除事由'), width: 160 },
    { name: 'start', label: t('开始'), width: 160, type: 'date' as const },
    { name: 'end', label: t('结束'), width: 160, type: 'date' as const },
  ];
  return (
    <Card size="small">
      <Form<AgeFields>
        layout="vertical"
        initialValues={fields}
        onValuesChange={(_, values) => setFields({ ...values })}
      >
        <div className="columns three">
          <Form.Item name="filed" label={t('立案日')}>
            <DateInput />
          </Form.Item>
          <Form.Item name="asOf" label={t('计算截至')}>
            <DateInput />
          </Form.Item>
        </div>
        <Form.Item label={t('扣除期间')} extra={t('评估、拍卖等法定延长执限的期间不计入二年；重叠的日子只扣一次。')}>
          <Rows name="exclusions" columns={columns} add={t('添加扣除期间')} />
        </Form.Item>
      </Form>
      <div aria-live="polite">
        {answer && 'objection' in answer && <Alert type="warning" showIcon title={answer.objection} />}
        {answer && 'value' in answer && (
          <div className="stack">
            <Terms
              entries={[
                [t('满二年'), answer.value.rawDate],
                [t('扣除天数'), `${answer.value.excludedDays} ${t('天')}`],
                [t('净龄届满'), answer.value.netDate],
                [t('方为满二年之日'), answer.value.metFrom],
              ]}
            />
            {isLocalDate(asOf) && (
              <Alert
                showIcon
                type={netAgeMet(answer.value, asOf) ? 'success' : 'info'}
                title={`${asOf}：${netAgeMet(answer.value, asOf) ? t('净龄已满二年') : t('净龄未满二年')}`}
              />
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

/** The Rule as a calculator: everything is computed here, nothing is sent. */
export function CalculatorPage() {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  return (
    <Page title={t('期限计算器')}>
      <p className="soft">
        {t('按本系统现行日历计算，与案件中的计算方法相同。收到当日不计，调休上班日计入，届满日不顺延。')}
      </p>
      <Tabs
        activeKey={params.get('tab') ?? 'workdays'}
        onChange={(tab) => setParams({ tab })}
        items={[
          { key: 'workdays', label: t('工作日期限'), children: <Workdays /> },
          { key: 'age', label: t('二年净龄'), children: <NetAgeTab /> },
        ]}
      />
    </Page>
  );
}
