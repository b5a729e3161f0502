import { useIsFetching } from '@tanstack/react-query';
import { Button, Tour } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../../shared/session';
import { homeOf } from '../roles';
import { stepsFor } from './steps';

const SEEN = 'xiezhi:tour:';
/** How long nothing must load before the page counts as standing still. */
const STILL_MS = 600;

function seen(sub: string): boolean {
  try {
    return localStorage.getItem(SEEN + sub) !== null;
  } catch {
    // Where nothing can be remembered, a tour at every visit would be a nuisance.
    return true;
  }
}

function remember(sub: string): void {
  try {
    localStorage.setItem(SEEN + sub, '1');
  } catch {
    // Asked again next time at worst.
  }
}

/** A short way round for whoever is here for the first time, and again at any time by its button. */
export function GuidedTour() {
  const { me, t } = useSession();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  // What is still loading moves the parts that the steps point at.
  const loading = useIsFetching() > 0;
  // Whoever came for one case is not shown round.
  const welcome = pathname === homeOf(me.roles);
  useEffect(() => {
    if (!welcome || loading || seen(me.sub)) return;
    const still = setTimeout(() => setOpen(true), STILL_MS);
    return () => clearTimeout(still);
  }, [welcome, loading, me.sub]);
  useEffect(() => {
    // The steps are measured again when the window's size changes, and only then.
    if (open && !loading) window.dispatchEvent(new Event('resize'));
  }, [open, loading]);
  const close = () => {
    remember(me.sub);
    setOpen(false);
  };
  const steps = open ? stepsFor(me.roles).filter(({ target }) => document.querySelector(target) !== null) : [];
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t('导览')}
      </button>
      <Tour
        open={steps.length > 0}
        onClose={close}
        keyboard
        steps={steps.map(({ target, title, text }) => ({
          title: t(title),
          description: t(text),
          target: () => document.querySelector<HTMLElement>(target)!,
        }))}
        actionsRender={(buttons, { current, total }) => (
          <>
            {current < total - 1 && (
              <Button size="small" type="text" onClick={close}>
                {t('跳过导览')}
              </Button>
            )}
            {buttons}
          </>
        )}
      />
    </>
  );
}
