import { Button, Card, Popconfirm, Space } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { toInstant, type OpeningCommandType } from '@xiezhi/rules';
import { clearDraft, draftForm, draftsOf } from '../../../shared/drafts';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import type { ApplicationDraft } from '../lib/completeness';

/** What was begun and not sent, besides the draft on this page. */
export function DraftList({ form, shown }: { form: OpeningCommandType; shown: string }) {
  const { me, t } = useSession();
  const [drafts, setDrafts] = useState(() => draftsOf<ApplicationDraft>(me.sub, form));
  useEffect(() => {
    const look = () => setDrafts(draftsOf<ApplicationDraft>(me.sub, form));
    window.addEventListener('storage', look);
    return () => window.removeEventListener('storage', look);
  }, [me.sub, form]);
  const others = drafts.filter(({ id }) => id !== shown);
  if (others.length === 0) return null;
  return (
    <Card size="small" title={t('未提交的草稿')} style={{ marginBottom: 12 }}>
      <ul className="checks">
        {others.map(({ id, savedAt, values }) => (
          <li key={id}>
            <Space wrap>
              <span lang="zh-CN">{values.caseNumber?.trim() || t('未填案号')}</span>
              <span className="soft">{savedAt > 0 && shortTime(toInstant(savedAt))}</span>
              <Link to={{ search: `?draft=${id}` }}>{t('继续填写')}</Link>
              <Popconfirm
                title={t('删除这份草稿？')}
                okText={t('删除')}
                cancelText={t('取消')}
                onConfirm={() => {
                  clearDraft(me.sub, draftForm(form, id));
                  setDrafts(drafts.filter((draft) => draft.id !== id));
                }}
              >
                <Button type="link" size="small">
                  {t('删除')}
                </Button>
              </Popconfirm>
            </Space>
          </li>
        ))}
      </ul>
    </Card>
  );
}
