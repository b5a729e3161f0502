import { useSession } from '../session';

/** Stands beside a period that is a setting; what it means is said once, by the legend of the list. */
export function SettingMark() {
  const { t } = useSession();
  return (
    <span className="soft" role="img" aria-label={t('设置，不是法律规定')} title={t('设置，不是法律规定')}>
      ◇
    </span>
  );
}

export function SettingLegend() {
  const { t } = useSession();
  return <p className="soft">{t('◇ 期限由设置规定，不是法律规定。')}</p>;
}
