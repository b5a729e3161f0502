import { Card } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  /** Named in the address; see the contents of the page. */
  id: string;
  title: string;
  extra?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of the page that a link, the keyboard and a list of headings can go to. */
export function Part({ id, title, extra, className, children }: Props) {
  return (
    <Card
      size="small"
      id={id}
      tabIndex={-1}
      title={<h2 className="part">{title}</h2>}
      {...(extra === undefined ? {} : { extra })}
      {...(className === undefined ? {} : { className })}
    >
      {children}
    </Card>
  );
}
