import { Select } from 'antd';
import { useMemo } from 'react';
import { useSession } from '../../../shared/session';
import { courtTitle } from '../../../shared/wording';
import { courtsOf } from '../lib/rights';

interface Props {
  id?: string;
  value?: string;
  onChange?: (court: string | undefined) => void;
  label?: string;
  allowClear?: boolean;
  width?: number | string;
}

/** A court whose accounts the person keeps. */
export function CourtSelect({ label, width = '100%', ...bound }: Props) {
  const { me, today } = useSession();
  const options = useMemo(
    () => courtsOf(me.court, today).map((code) => ({ value: code, label: courtTitle(code, today) })),
    [me.court, today],
  );
  return (
    <Select
      {...bound}
      {...(label === undefined ? {} : { 'aria-label': label, placeholder: label })}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width }}
      options={options}
    />
  );
}
