import { Form, Input, Radio, Select } from 'antd';
import { CHANNELS, courtRecords, isLocalDate, LETTER_CHANNELS, PROVINCE, REGISTERED_ORIGINS } from '@xiezhi/rules';
import { useChoices } from '../../../shared/components/words';
import { AmountInput } from '../../../shared/forms/amount-input';
import { courtOptions, courtsBelow } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { addresseesOf, type ApplicationDraft } from '../lib/completeness';
import { DateInput } from '../../../shared/forms/date-input';
import { UnderWay } from './under-way';

function OrderHeadStep() {
  const { me, t, today } = useSession();
  const choices = useChoices();
  return (
    <>
      <Form.Item name="origin" label={t('来源')} required>
        <Radio.Group options={choices(REGISTERED_ORIGINS)} />
      </Form.Item>
      <div className="columns">
        <Form.Item name="executingCourt" label={t('执行法院')} required>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={courtOptions(courtsBelow(me.court, today), today)}
          />
        </Form.Item>
        <Form.Item name="receivedOn" label={t('收到日期')}>
          <DateInput keepsFaults max={today} />
        </Form.Item>
        <Form.Item name={['letter', 'number']} label={t('交办函文号')}>
          <Input />
        </Form.Item>
        <Form.Item name={['letter', 'issuedBy']} label={t('交办机关')}>
          <Input />
        </Form.Item>
        <Form.Item name={['letter', 'channel']} label={t('来源渠道')}>
          <Select allowClear options={choices(LETTER_CHANNELS)} />
        </Form.Item>
      </div>
    </>
  );
}

function AddresseeStep() {
  const { me, t, today } = useSession();
  return (
    <Form.Item
      name="to"
      label={t('报请法院')}
      required
      extra={t('层报高级人民法院的，先经本院的中级人民法院（第八条）。')}
    >
      <Radio.Group options={courtOptions(addresseesOf(me.court, today), today)} />
    </Form.Item>
  );
}

/** The instrument enforced; where one of its fields is given, all are asked for. */
function BasisFields({ draft: { filingDate } }: { draft: ApplicationDraft }) {
  const { t, today } = useSession();
  return (
    <fieldset className="ground">
      <legend>{t('执行依据（决定书附件要求写明）')}</legend>
      <div className="columns">
        <Form.Item name={['basis', 'document']} label={t('执行依据名称')}>
          <Input placeholder={t('如民事判决书、仲裁裁决书、公证债权文书')} maxLength={500} />
        </Form.Item>
        <Form.Item name={['basis', 'number']} label={t('执行依据文号')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name={['basis', 'madeBy']} label={t('作出机关')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name={['basis', 'date']} label={t('作出日期')}>
          <DateInput keepsFaults max={isLocalDate(filingDate) ? filingDate : today} />
        </Form.Item>
      </div>
    </fieldset>
  );
}

/** What is said of the enforcement case, whoever says it to whom. */
export function CaseFields({ draft }: { draft: ApplicationDraft }) {
  const { t, today } = useSession();
  return (
    <>
      <div className="columns">
        <Form.Item name="caseNumber" label={t('案号')} required>
          <Input placeholder={PROVINCE.examples.caseNumber} />
        </Form.Item>
        <Form.Item name="filingDate" label={t('执行案件立案日期')} required>
          <DateInput keepsFaults max={today} />
        </Form.Item>
        <Form.Item name="cause" label={t('案由')} required>
          <Input />
        </Form.Item>
        <Form.Item name="claimAmount" label={t('申请执行标的额')} required>
          <AmountInput />
        </Form.Item>
        <Form.Item
          name="transferredFrom"
          label={t('移送法院')}
          extra={t('案件由其他法院移送、案号由移送法院编立的，选择该院。')}
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={courtOptions([...new Set(courtRecords().map(({ code }) => code))], today)}
          />
        </Form.Item>
      </div>
      <UnderWay draft={draft} />
      <Form.Item name="hasProperty" label={t('有财产可供执行')} required>
        <Radio.Group
          options={[
            { value: true, label: t('是') },
            { value: false, label: t('否') },
          ]}
        />
      </Form.Item>
      <BasisFields draft={draft} />
    </>
  );
}

export function CaseStep({ draft, order }: { draft: ApplicationDraft; order: boolean }) {
  const { t, today } = useSession();
  const choices = useChoices();
  return (
    <>
      {order ? <OrderHeadStep /> : <AddresseeStep />}
      <CaseFields draft={draft} />
      {!order && (
        <Form.Item name="channel" label={t('报送方式')}>
          <Radio.Group options={choices(CHANNELS)} />
        </Form.Item>
      )}
      {!order && draft.channel === 'PAPER' && (
        <Form.Item name="receivedOn" label={t('审查法院收件日期')} required>
          <DateInput keepsFaults max={today} style={{ width: 200 }} />
        </Form.Item>
      )}
    </>
  );
}
