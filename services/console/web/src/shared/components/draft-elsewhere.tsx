import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { watchDraft } from '../drafts';
import { useSession } from '../session';

/** Says that another tab has written or ended the draft of this form: the one that writes last would win in silence. */
export function DraftElsewhere({ form, onReload }: { form: string; onReload: () => void }) {
  const { me, t } = useSession();
  const [what, tell] = useState<'changed' | 'gone'>();
  useEffect(() => watchDraft(me.sub, form, tell), [me.sub, form]);
  if (what === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={
        what === 'changed'
          ? t('这份草稿已在另一个标签页中修改，在这里继续填写会覆盖那里的内容。')
          : t('这份草稿已在另一个标签页中提交或者删除，请勿重复提交。')
      }
      action={
        what === 'changed' && (
          <Button
            size="small"
            onClick={() => {
              tell(undefined);
              onReload();
            }}
          >
            {t('载入那里的内容')}
          </Button>
        )
      }
    />
  );
}
