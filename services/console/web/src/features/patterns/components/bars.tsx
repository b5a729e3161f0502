import { patternWords, type PatternDimension, type PatternFigures } from '@xiezhi/rules';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { measureText, sizeOf, type Measure } from '../lib/figures';

const [WIDTH, ROW, LABEL, FIGURE] = [720, 24, 250, 90];
/** Longer words are told whole in the bar's title. */
const SHOWN_CHARACTERS = 18;

const short = (text: string): string =>
  [...text].length > SHOWN_CHARACTERS ? `${[...text].slice(0, SHOWN_CHARACTERS - 1).join('')}…` : text;

interface Props {
  title: string;
  dimension: PatternDimension;
  values: readonly (PatternFigures & { value: string })[];
  measure: Measure;
  on: string;
}

/** One dimension by itself, a bar for each of its values. */
export function Bars({ title, dimension, values, measure, on }: Props) {
  const { me } = useSession();
  const most = Math.max(1, ...values.map((value) => sizeOf(value, measure)));
  const long = WIDTH - LABEL - FIGURE;
  return (
    <figure className="bars">
      <svg viewBox={`0 0 ${WIDTH} ${Math.max(1, values.length) * ROW}`} role="img" aria-label={title}>
        {values.map((value, index) => {
          const words = wordIn(me.language, patternWords(dimension, value.value, on));
          const width = (sizeOf(value, measure) / most) * long;
          const middle = index * ROW + ROW / 2;
          return (
            <g key={value.value}>
              <title>{`${words}: ${measureText(value, measure)}`}</title>
              <text x={LABEL - 8} y={middle} textAnchor="end">
                {short(words)}
              </text>
              <rect x={LABEL} y={index * ROW + 4} width={Math.max(1, width)} height={ROW - 8} />
              <text x={LABEL + width + 6} y={middle}>
                {measureText(value, measure)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption>{title}</figcaption>
    </figure>
  );
}
