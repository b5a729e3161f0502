import { Link } from 'react-router';
import { supervisionTiles } from '../../../shared/components/supervision';
import { useSupervision } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

/** What the month's scan has hit and which bulletins are out, each number with its list. */
export function Supervision() {
  const { t } = useSession();
  const { data } = useSupervision(true);
  if (!data) return null;
  const { scan, bulletin } = supervisionTiles(data, t);
  const groups = [
    { title: t('扫描'), tiles: scan },
    { title: t('通报'), tiles: bulletin },
  ];
  return (
    <dl className="figures">
      {groups.flatMap(({ title, tiles }) =>
        tiles.map(({ key, label, value, to, late }) => (
          <div key={key} className={late ? 'dark' : 'none'}>
            <dt>
              <Link to={to}>
                {title} · {label}
              </Link>
            </dt>
            <dd>{value}</dd>
          </div>
        )),
      )}
    </dl>
  );
}
