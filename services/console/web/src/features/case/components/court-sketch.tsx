import type { CourtCode } from '@xiezhi/rules';
import { useSession } from '../../../shared/session';
import { courtName } from '../../../shared/wording';
import { placesOf } from '../lib/places';

const WIDTH = 560;
const MARGIN = 26;

interface Props {
  executing: CourtCode;
  /** Best first: numbered in this order. */
  advised: readonly CourtCode[];
  chosen: readonly CourtCode[];
}

/** About where the courts lie: the executing one as a square, those advised by their place in the advice. */
export function CourtSketch({ executing, advised, chosen }: Props) {
  const { t, today } = useSession();
  const { places, height } = placesOf([executing, ...advised], WIDTH, MARGIN);
  const [home, ...others] = places;
  return (
    <figure className="court-sketch">
      <svg
        viewBox={`0 0 ${WIDTH} ${Math.ceil(height)}`}
        role="img"
        aria-label={t('示意图：按法院大致位置，不表示行政区域界线。')}
      >
        {others.map(({ court, x, y }) => (
          <line
            key={court}
            x1={home!.x}
            y1={home!.y}
            x2={x}
            y2={y}
            className={chosen.includes(court) ? 'chosen' : ''}
          />
        ))}
        {others.map(({ court, x, y }, index) => (
          <g key={court} className={chosen.includes(court) ? 'chosen' : ''}>
            <title>{courtName(court, today)}</title>
            <circle cx={x} cy={y} r={11} />
            <text x={x} y={y}>
              {index + 1}
            </text>
          </g>
        ))}
        <g className="home">
          <title>{courtName(executing, today)}</title>
          <rect x={home!.x - 10} y={home!.y - 10} width={20} height={20} />
          <text x={home!.x} y={home!.y}>
            {t('执')}
          </text>
        </g>
      </svg>
      <figcaption>{t('示意图：按法院大致位置，不表示行政区域界线。')}</figcaption>
    </figure>
  );
}
