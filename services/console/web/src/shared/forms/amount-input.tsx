import { InputNumber } from 'antd';
import { amountInWords } from '../wording';
import { useSession } from '../session';

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (value: number | null) => void;
}

const SEPARATORS = /(?<=^\d*)\d(?=(\d{3})+$)/g;

/** `1286000.5` → `1,286,000.5`, while it is typed as well. */
const separated = (typed: string): string => {
  const [whole = '', ...cents] = typed.split('.');
  return [whole.replace(SEPARATORS, '$&,'), ...cents].join('.');
};

/** An amount in yuan, cents at most, with separators; a large one is read aloud beside it, so that a nought too many is seen. */
export function AmountInput({ value, ...rest }: Props) {
  const { me, t } = useSession();
  const words = typeof value === 'number' ? amountInWords(value, me.language) : undefined;
  return (
    <>
      <InputNumber<number>
        {...rest}
        {...(value === undefined ? {} : { value })}
        min={0}
        precision={2}
        style={{ width: '100%', maxWidth: 320 }}
        suffix={t('元')}
        formatter={(amount) => separated(String(amount ?? ''))}
        parser={(text) => Number((text ?? '').replace(/[,，\s]/g, ''))}
      />
      <div className="soft" aria-live="polite">
        {words}
      </div>
    </>
  );
}
