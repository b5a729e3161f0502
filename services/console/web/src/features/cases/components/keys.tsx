import { Button, Popover } from 'antd';
import { useEffect, useRef, type RefObject } from 'react';
import { useSession } from '../../../shared/session';

const SEARCH_BOX = 'input[aria-keyshortcuts="/"]';

/** Whether keys belong to what has the focus: text is typed there, or a menu or dialog is open. */
function taken({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  if (!(target instanceof HTMLElement)) return false;
  // In a line of text these three mean nothing, and from the search box they lead to what was found.
  if (target.matches(SEARCH_BOX) && ['ArrowDown', 'PageDown', 'PageUp'].includes(key)) return false;
  return target.closest('input, textarea, select, [role=combobox], [role=menu], [role=dialog]') !== null;
}

interface Actions {
  search: () => void;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

/**
 * The list by keyboard alone: `/` to the search box, arrows from row to row, Home and End, PageUp and PageDown through the
 * pages. Enter follows the row's link by itself.
 */
export function useListKeys(table: RefObject<HTMLDivElement | null>, actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (taken(event)) return;
      const { search, previous, next } = latest.current;
      const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>('a.case-link') ?? [])];
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      const go = (index: number) => () => links[Math.max(0, Math.min(index, links.length - 1))]?.focus();
      const keys: Record<string, (() => void) | undefined> = {
        '/': search,
        ArrowDown: go(at + 1),
        ArrowUp: at < 0 ? undefined : go(at - 1),
        Home: at < 0 ? undefined : go(0),
        End: at < 0 ? undefined : go(links.length - 1),
        PageDown: next,
        PageUp: previous,
      };
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [table]);
}

export function KeyHelp() {
  const { t } = useSession();
  const keys = [
    ['/', t('移到检索框')],
    ['↑ ↓', t('在各行之间移动')],
    ['Home End', t('第一行、最后一行')],
    ['Enter', t('打开所选案件')],
    ['PageUp PageDown', t('上一页、下一页')],
  ] as const;
  const content = (
    <dl className="keys">
      {keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t('快捷键')} content={content}>
      <Button>{t('快捷键')}</Button>
    </Popover>
  );
}
