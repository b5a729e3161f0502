import { Alert, App, Button, Card, Form, Input, InputNumber, Select, Space } from 'antd';
import { useRef, useState } from 'react';
import { KNOWN_REGIONS, regionName, type NoticeRemark, type ReadNotice } from '@xiezhi/rules';
import { ApiError } from '../../../shared/api/client';
import { Problem } from '../../../shared/components/page';
import { usePublishedCalendar } from '../../../shared/rule/published-calendar';
import { useSession } from '../../../shared/session';
import { useImport } from '../api/calendars';
import { readFile } from '../api/read-file';
import { YearGrid } from './year-grid';

interface Chosen {
  name: string;
  text: string;
}

export function Remarks({ items }: { items: readonly NoticeRemark[] }) {
  const { t } = useSession();
  return (
    <ul className="checks" lang="zh-CN">
      {items.map(({ place, message }) => (
        <li key={`${place}${message}`}>{`${place === '' ? t('整个文件') : place}：${message}`}</li>
      ))}
    </ul>
  );
}

/** What the file says, or what is wrong with it, line by line. */
function Preview({ read }: { read: ReadNotice }) {
  const { t } = useSession();
  if ('problems' in read)
    return (
      <Alert
        role="alert"
        type="error"
        showIcon
        title={t('文件不符合要求，请改正后重新选择。')}
        description={<Remarks items={read.problems} />}
      />
    );
  const { year, remarks } = read;
  return (
    <div className="stack">
      <p role="status">
        {t('读到放假')} {year.off.length} {t('天')} · {t('读到调休上班')} {year.makeup.length} {t('天')}
      </p>
      {remarks.length > 0 && (
        <Alert type="warning" showIcon title={t('请核对')} description={<Remarks items={remarks} />} />
      )}
      <YearGrid view={{ ...year, closed: year.closed ?? [] }} />
    </div>
  );
}

/** A year's notice from a spreadsheet, looked at before it is proposed; another person approves it. */
export function ImportFile() {
  const { t, today } = useSession();
  const { message } = App.useApp();
  const book = usePublishedCalendar();
  const input = useRef<HTMLInputElement>(null);
  const [head, setHead] = useState({ region: 'national', year: Number(today.slice(0, 4)) + 1, notice: '' });
  const [file, choose] = useState<Chosen>();
  const propose = useImport(() => {
    choose(undefined);
    setHead({ ...head, notice: '' });
    void message.success(t('已提出，等待高级人民法院指挥中心负责人批准。'));
  });
  const read = file && book && readFile(file.text, head, book);
  const ready = read !== undefined && 'year' in read && head.notice.trim() !== '';
  return (
    <Card size="small" title={t('从文件导入放假安排（CSV）')}>
      <p className="soft">
        {t('首行为date,kind,name，此后每行一天：kind为off（放假）或者makeup（调休上班），name可以不填。')}
      </p>
      {propose.error && <Problem error={propose.error} />}
      {propose.error instanceof ApiError && propose.error.errors.length > 0 && (
        <Remarks items={propose.error.errors.map(({ path, message: text }) => ({ place: path, message: text }))} />
      )}
      <Form layout="vertical" onFinish={() => ready && file && propose.mutate({ ...head, csv: file.text })}>
        <div className="columns three">
          <Form.Item label={t('地区')} htmlFor="import-region">
            <Select
              id="import-region"
              value={head.region}
              onChange={(region: string) => setHead({ ...head, region })}
              options={KNOWN_REGIONS.map((region) => ({ value: region, label: regionName(region) }))}
            />
          </Form.Item>
          <Form.Item label={t('年份')} htmlFor="import-year">
            <InputNumber
              id="import-year"
              min={2018}
              max={2999}
              precision={0}
              value={head.year}
              onChange={(year) => year !== null && setHead({ ...head, year })}
              style={{ width: '100%' }}
            />
          </Form.Item>
          <Form.Item label={t('依据的通知')} htmlFor="import-notice" required>
            <Input
              id="import-notice"
              maxLength={2_000}
              value={head.notice}
              onChange={(event) => setHead({ ...head, notice: event.target.value })}
            />
          </Form.Item>
        </div>
        <Space wrap style={{ display: 'flex', marginBottom: 12 }}>
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            aria-label={t('放假安排文件')}
            style={{ display: 'none' }}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) void chosen.text().then((text) => choose({ name: chosen.name, text }));
              target.value = '';
            }}
          />
          <Button onClick={() => input.current?.click()}>{t('选择文件…')}</Button>
          <span>{file?.name ?? t('没有选择文件')}</span>
        </Space>
        {read && <Preview read={read} />}
        <Button
          type="primary"
          htmlType="submit"
          disabled={!ready}
          loading={propose.isPending}
          style={{ marginTop: 12 }}
        >
          {t('按此提出')}
        </Button>
      </Form>
    </Card>
  );
}
