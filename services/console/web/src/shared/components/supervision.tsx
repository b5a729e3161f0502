import { Link } from 'react-router';
import type { SupervisionOverview } from '@xiezhi/contracts/views';
import type { SessionValue } from '../session';

export interface SupervisionTile {
  key: string;
  label: string;
  value: number;
  /** The list behind the number. */
  to: string;
  late?: boolean;
}

/** What scans, bulletins and quotas come to, each number with the list it stands for. */
export const supervisionTiles = (
  { scan, bulletin, quota }: SupervisionOverview,
  t: SessionValue['t'],
): { scan: SupervisionTile[]; bulletin: SupervisionTile[]; quota: SupervisionTile[] } => ({
  scan: [
    { key: 'hits', label: t('本月命中'), value: scan.hits, to: '/docket?part=scans' },
    { key: 'waiting', label: t('待处置'), value: scan.waiting, to: '/docket?part=scans' },
    { key: 'late', label: t('逾期未处置'), value: scan.late, to: '/docket?part=scans', late: true },
  ],
  bulletin: [
    { key: 'issue', label: t('待印发'), value: bulletin.waiting, to: '/bulletins' },
    { key: 'overdue', label: t('逾期未印发'), value: bulletin.late, to: '/bulletins', late: true },
  ],
  quota: [{ key: 'proposed', label: t('年度数量待批准'), value: quota.proposed, to: '/assessment?part=quotas' }],
});

/** One group of numbers in a line, each a link. */
export function SupervisionLine({ title, tiles }: { title: string; tiles: readonly SupervisionTile[] }) {
  return (
    <p className="counts">
      <strong>{title}</strong>
      {tiles.map(({ key, label, value, to, late }) => (
        <Link key={key} to={to} className={late && value > 0 ? 'late' : undefined}>
          {label} <b>{value}</b>
        </Link>
      ))}
    </p>
  );
}
