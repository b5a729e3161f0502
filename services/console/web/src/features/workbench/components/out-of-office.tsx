import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../../shared/session';
import { useAbsence } from '../api/work-items';

const AbsenceDialog = lazy(async () => ({ default: (await import('./absence-dialog')).AbsenceDialog }));

export function OutOfOffice() {
  const { t } = useSession();
  const absence = useAbsence().data?.outOfOffice;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {absence ? `${t('外出代办')}：${absence.from} – ${absence.to} · ${absence.delegate.name}` : t('外出代办')}
      </Button>
      <Suspense>{open && <AbsenceDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
