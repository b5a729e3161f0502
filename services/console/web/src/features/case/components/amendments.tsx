import { useSession } from '../../../shared/session';
import { Court } from '../../../shared/components/words';
import { shortTime } from '../../../shared/wording';
import { amendedFields, amendedPieces, labelOf } from '../lib/amended';
import type { DatedChange } from '../lib/story';
import { Pieces } from './pieces';

/** Every correction of the application: who made it when, and what was said before and is said since. */
export function Amendments({ changes }: { changes: readonly DatedChange[] }) {
  const { me, t, today } = useSession();
  const made = changes.flatMap((change) => (change.amended ? [{ ...change, amended: change.amended }] : []));
  if (made.length === 0) return null;
  const reader = { language: me.language, today, yes: t('是'), no: t('否') };
  return (
    <section className="changes" style={{ marginTop: 12 }}>
      <h3 className="part">
        {t('更正')}（<del>{t('删去')}</del> <ins>{t('新增')}</ins>）
      </h3>
      {made.map(({ seq, at, by, name, text, amended }, index) => (
        <div key={seq}>
          <div className="soft">
            {t('第')}
            {index + 1}
            {t('次更正')} · {at && shortTime(at)} · {by && <Court code={by} on={at?.slice(0, 10)} />} {name}
            {text !== undefined && <span lang="zh-CN">：{text}</span>}
          </div>
          {amendedFields(amended).map((field) => {
            const pieces = amendedPieces(amended, field, reader);
            return (
              <div key={field}>
                <strong>{labelOf(field, me.language)}</strong>
                {/* Masked, two names may read the same. */}
                {pieces.some(({ kind }) => kind !== 'same') ? (
                  <Pieces pieces={pieces} apart={field !== 'matters' && field !== 'proposal'} />
                ) : (
                  <p className="soft">{t('更正的内容已隐去。')}</p>
                )}
              </div>
            );
          })}
        </div>
      ))}
    </section>
  );
}
