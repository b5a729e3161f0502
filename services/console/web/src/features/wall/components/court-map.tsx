import { Link } from 'react-router';
import type { CourtCount, Lights } from '@xiezhi/contracts/views';
import { localCourtName } from '@xiezhi/rules';
import { useSession } from '../../../shared/session';
import { blocksOf, shadeOf, type Tile } from '../lib/tiles';

interface Props {
  area: string;
  courts: readonly CourtCount[];
}

const NOTHING: Lights = { GREEN: 0, AMBER: 0, RED: 0, DARK: 0, NONE: 0 };

/** A sign and a word where something presses; the worst only. */
function Urgency({ lamps }: { lamps: Lights }) {
  if (lamps.DARK > 0) return <span className="urgency dark">✕{lamps.DARK}</span>;
  if (lamps.RED > 0) return <span className="urgency red">!{lamps.RED}</span>;
  if (lamps.AMBER > 0) return <span className="urgency amber">△{lamps.AMBER}</span>;
  return null;
}

function CourtTile({ tile, count, most }: { tile: Tile; count: CourtCount | undefined; most: number }) {
  const { t } = useSession();
  const lamps = count?.lamps ?? NOTHING;
  const open = count?.open ?? 0;
  const counted = [
    [t('在办'), open],
    [t('逾期'), lamps.DARK],
    [t('今日到期'), lamps.RED],
    [t('临近'), lamps.AMBER],
  ] as const;
  const words = `${tile.name}: ${counted.map((pair) => pair.join(' ')).join(', ')}`;
  return (
    <Link className={`tile shade${shadeOf(open, most)}`} to={`/cases?court=${tile.court}`} title={words}>
      <span className="place" lang="zh-CN">
        {tile.short}
      </span>
      <b>{open}</b>
      <Urgency lamps={lamps} />
      <span className="visually-hidden">{words}</span>
    </Link>
  );
}

/** Where the open cases are: blocks by intermediate court, about where they lie. */
export function CourtMap({ area, courts }: Props) {
  const { t, today } = useSession();
  const counts = new Map(courts.map((count) => [count.court, count]));
  const blocks = blocksOf(area, today);
  const most = Math.max(0, ...courts.map(({ open }) => open));
  const province = blocks.length > 1;
  return (
    <figure className={province ? 'map province' : 'map one'}>
      {blocks.map(({ head, tiles }) => {
        const own = counts.get(head.court);
        const sum = [head, ...tiles].reduce((open, { court }) => open + (counts.get(court)?.open ?? 0), 0);
        return (
          <section key={head.court} className="block" data-court={head.court.slice(1)} aria-label={head.name}>
            <h2>
              <span lang="zh-CN">{head.short}</span> <b>{sum}</b>
            </h2>
            <div className="tiles">
              <CourtTile tile={{ ...head, short: tiles.length > 0 ? t('本级') : head.short }} count={own} most={most} />
              {tiles.map((tile) => (
                <CourtTile key={tile.court} tile={tile} count={counts.get(tile.court)} most={most} />
              ))}
            </div>
          </section>
        );
      })}
      <figcaption>
        {t('示意图：按大致方位排列，不表示行政区域界线。颜色越亮在办越多；✕逾期 !今日到期 △临近。')}
      </figcaption>
    </figure>
  );
}

/** The same as a table. */
export function CourtTable({ area, courts }: Props) {
  const { t, today } = useSession();
  const counts = new Map(courts.map((count) => [count.court, count]));
  const rows = blocksOf(area, today).flatMap(({ head, tiles }) => [head, ...tiles]);
  return (
    <div className="court-table" tabIndex={0} role="region" aria-label={t('各法院在办案件')}>
      <table>
        <thead>
          <tr>
            {[t('法院'), t('在办'), t('逾期'), t('今日到期'), t('临近'), t('正常'), t('无期限')].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ court, name }) => {
            const { open, lamps } = counts.get(court) ?? { open: 0, lamps: NOTHING };
            return (
              <tr key={court}>
                <th scope="row" lang="zh-CN">
                  <Link to={`/cases?court=${court}`}>{localCourtName(name)}</Link>
                </th>
                {[open, lamps.DARK, lamps.RED, lamps.AMBER, lamps.GREEN, lamps.NONE].map((number, index) => (
                  <td key={index}>{number}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
