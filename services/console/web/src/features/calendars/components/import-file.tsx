import { Alert, App, Button, Card, Form, Input, InputNumber, Select, Space } from 'antd';
import { useRef, useState } from 'react';
import type { CheckedCalendarFile } from '@xiezhi/contracts/views';
import { KNOWN_REGIONS, regionName, type NoticeRemark } from '@xiezhi/rules';
import { ApiError } from '../../../shared/api/client';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useCheckedFile, useImport, type ChosenFile } from '../api/calendars';
import { YearGrid } from './year-grid';

/** As much as the service takes of a file, and more: of a larger one it says so. */
const MARKED_BYTES = 128 * 1024;

async function chosenFile(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = Array.from(bytes.subarray(0, MARKED_BYTES), (byte) => byte.toString(16).padStart(2, '0'));
  return { name: file.name, bytes: file, mark: `${bytes.length}:${marked.join('')}` };
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
function Preview({ read }: { read: CheckedCalendarFile }) {
  const { t } = useSession();
  const { year, remarks, problems } = read;
  if (year === null)
    return (
      <Alert
        role="alert"
        type="error"
        showIcon
        title={t('文件不符合要求，请改正后重新选择。')}
        description={<Remarks items={problems} />}
      />
    );
  return (
    <div className="stack">
      <p role="status">
        {t('读到放假')} {year.off.length} {t('天')} · {t('读到调休上班')} {year.makeup.length} {t('天')}
      </p>
      {remarks.length > 0 && (
        <Alert type="warning" showIcon title={t('请核对')} description={<Remarks items={remarks} />} />
      )}
      <YearGrid view={{ ...year, closed: [] }} />
    </div>
  );
}

/** A year's notice from a spreadsheet, looked at before it is proposed; another person approves it. */
export function ImportFile() {
  const { t, today } = useSession();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [head, setHead] = useState({ region: 'national', year: Number(today.slice(0, 4)) + 1, notice: '' });
  const [file, choose] = useState<ChosenFile>();
  const propose = useImport(() => {
    choose(undefined);
    setHead({ ...head, notice: '' });
    void message.success(t('已提出，等待高级人民法院指挥中心负责人批准。'));
  });
  const checked = useCheckedFile(file, head);
  const ready = checked.data?.year && !checked.isFetching && head.notice.trim() !== '';
  return (
    <Card size="small" title={t('从文件导入放假安排（CSV、XLSX）')}>
      <p className="soft">
        {t(
          '首行为日期、类型、名称（date,kind,name），此后每行一天：类型为放假（off）或者上班（makeup），名称可以不填。',
        )}
      </p>
      {propose.error && <Problem error={propose.error} />}
      {propose.error instanceof ApiError && propose.error.errors.length > 0 && (
        <Remarks items={propose.error.errors.map(({ path, message: text }) => ({ place: path, message: text }))} />
      )}
      <Form layout="vertical" onFinish={() => ready && file && propose.mutate({ ...head, file })}>
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
              min={1991}
              max={Number(today.slice(0, 4)) + 2}
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
            accept=".csv,.txt,.xlsx,text/csv"
            aria-label={t('放假安排文件')}
            style={{ display: 'none' }}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) void chosenFile(chosen).then(choose);
              target.value = '';
            }}
          />
          <Button onClick={() => input.current?.click()}>{t('选择文件…')}</Button>
          <span>{file?.name ?? t('没有选择文件')}</span>
        </Space>
        {checked.error && <Problem error={checked.error} onRetry={checked.refetch} />}
        {checked.data && <Preview read={checked.data} />}
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
