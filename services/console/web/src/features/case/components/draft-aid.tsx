import { Button, Collapse, Space } from 'antd';
import { useState } from 'react';
import type { CaseView, PhraseView } from '@xiezhi/contracts/views';
import type { CommandType, GroundCode } from '@xiezhi/rules';
import { Problem } from '../../../shared/components/page';
import { PaperDraft } from '../../../shared/components/paper-draft';
import type { DraftTools } from '../../../shared/forms/command-drawer';
import { useSession } from '../../../shared/session';
import { usePhrases } from '../api/papers';

interface Aid {
  /** The field the phrases go into. */
  field: string;
  /** Kinds of papers whose phrases are of use. */
  papers: readonly string[];
  /** Whether what is drafted can be looked at as a paper. */
  preview?: boolean;
}

const AIDS: Partial<Record<CommandType, Aid>> = {
  'review.propose': { field: 'reasons', papers: ['DECISION', 'REFUSAL_NOTICE'], preview: true },
  'review.decide': { field: 'reasons', papers: ['DECISION', 'REFUSAL_NOTICE'], preview: true },
  'correction.request': { field: 'missing', papers: ['CORRECTION_NOTICE'] },
  'execution.instruct': { field: 'text', papers: ['INSTRUCTION'] },
  'execution.correct': { field: 'text', papers: ['CORRECTION_ORDER'] },
};

export const hasAid = (command: string): boolean => Object.hasOwn(AIDS, command);

function Phrases({ grounds, aid, insert }: { grounds: GroundCode[]; aid: Aid; insert: (text: string) => void }) {
  const { t } = useSession();
  const { data, error } = usePhrases(grounds);
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const useful = ({ for: paper, ground }: PhraseView) =>
    aid.papers.includes(paper) && (ground === undefined || grounds.includes(ground as GroundCode));
  return (
    <div className="stack" style={{ gap: 8 }}>
      {aid.papers.includes('DECISION') && data.reasons !== '' && (
        <Button size="small" style={{ alignSelf: 'flex-start' }} onClick={() => insert(data.reasons)}>
          {t('按所报事由起草理由')}
        </Button>
      )}
      {data.phrases.filter(useful).map(({ id, text }) => (
        <button key={id} type="button" className="phrase" lang="zh-CN" onClick={() => insert(text)}>
          {text}
        </button>
      ))}
      <span className="soft">{t('点选即加入正文，可以修改；“××”处须填写。常用语不是法律规定。')}</span>
    </div>
  );
}

function Preview({ view, values }: { view: CaseView; values: DraftTools['values'] }) {
  const { t } = useSession();
  const [missing, setMissing] = useState(false);
  const body = () => {
    const { outcome, reasons, participants } = values();
    const whole = typeof outcome === 'string' && typeof reasons === 'string' && reasons.trim() !== '';
    setMissing(!whole);
    if (!whole) return undefined;
    return { outcome, reasons, ...(outcome === 'APPROVE' && Array.isArray(participants) ? { participants } : {}) };
  };
  return (
    <PaperDraft path={`decision/collaborations/${view.caseId}/papers/preview`} body={body}>
      {missing && (
        <p role="alert" className="caution">
          {t('请先选择结论并填写理由。')}
        </p>
      )}
    </PaperDraft>
  );
}

/** Beside a form that becomes a paper: customary words for it, and the paper it would become. */
export function DraftAid({ view, tools }: { view: CaseView; tools: DraftTools }) {
  const { t } = useSession();
  const aid = AIDS[tools.command];
  if (!aid) return null;
  const grounds = view.grounds.map(({ code }) => code);
  return (
    <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
      {aid.preview && <Preview view={view} values={tools.values} />}
      <Collapse
        size="small"
        items={[
          {
            key: 'phrases',
            label: t('常用语与事由模板'),
            children: <Phrases grounds={grounds} aid={aid} insert={(text) => tools.insert(aid.field, text)} />,
          },
        ]}
      />
    </Space>
  );
}
