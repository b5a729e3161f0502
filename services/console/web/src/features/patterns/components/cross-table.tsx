import { patternWords, type PatternTable } from '@xiezhi/rules';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { measureText, shadeOf, sizeOf, type Measure } from '../lib/figures';
import type { Cell } from '../api/patterns';

interface Props {
  table: PatternTable;
  measure: Measure;
  /** The day by which courts are named. */
  on: string;
  onOpen: (cell: Cell) => void;
}

/** The table itself, darker where there is more; each cell opens its cases. */
export function CrossTable({ table, measure, on, onOpen }: Props) {
  const { me, t } = useSession();
  const [rowsBy, columnsBy] = table.by;
  const word = (dimension: typeof rowsBy, value: string) => wordIn(me.language, patternWords(dimension, value, on));
  const cells = new Map(table.cells.map((cell) => [JSON.stringify([cell.row, cell.column]), cell]));
  const most = Math.max(0, ...table.cells.map((cell) => sizeOf(cell, measure)));
  return (
    <div className="cross-table" tabIndex={0} role="region" aria-label={t('交叉统计表')}>
      <table>
        <thead>
          <tr>
            <td />
            {table.columns.map(({ value }) => (
              <th key={value} scope="col">
                {word(columnsBy, value)}
              </th>
            ))}
            <th scope="col">{t('合计')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.value}>
              <th scope="row">{word(rowsBy, row.value)}</th>
              {table.columns.map(({ value: column }) => {
                const cell = cells.get(JSON.stringify([row.value, column]));
                if (!cell) return <td key={column} />;
                const shade = shadeOf(sizeOf(cell, measure), most);
                return (
                  <td key={column} className={`shade${shade}`}>
                    <button
                      type="button"
                      title={`${word(rowsBy, row.value)} · ${word(columnsBy, column)}`}
                      onClick={() => onOpen({ row: row.value, column })}
                    >
                      {measureText(cell, measure)}
                    </button>
                  </td>
                );
              })}
              <td className="sum">{measureText(row, measure)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('合计')}</th>
            {table.columns.map((column) => (
              <td key={column.value} className="sum">
                {measureText(column, measure)}
              </td>
            ))}
            <td className="sum">{measureText(table.total, measure)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
