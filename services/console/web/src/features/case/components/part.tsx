import { Card } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  /** Named in the address; see the contents of the page. */
  id: string;
  title: string;
  extra?: ReactNode;
  className?: string;
  /** Said beside the heading in place of the content, where there is none. */
  empty?: string | false;
  children?: ReactNode;
}

/** A part of the page that a link, the keyboard and a list of headings can go to. */
export function Part({ id, title, extra, className, empty = false, children }: Props) {
  const folded = empty !== false;
  const aside = folded ? <span className="soft">{empty}</span> : extra;
  const names = [className, folded && 'folded'].filter(Boolean).join(' ');
  return (
    <Card
      size="small"
      id={id}
      tabIndex={-1}
      title={<h2 className="part">{title}</h2>}
      {...(aside === undefined ? {} : { extra: aside })}
      {...(names === '' ? {} : { className: names })}
    >
      {folded ? null : children}
    </Card>
  );
}
