import {
  lampOf,
  latenessInWords,
  parseInstant,
  startOfDay,
  addDays,
  toInstant,
  type CalendarBook,
  type DeadlineStatus,
  type LampReading,
} from '@xiezhi/rules';
import { usePublishedCalendar } from '../rule/published-calendar';
import { useSession } from '../session';

export type LampColour = 'green' | 'amber' | 'red' | 'dark' | 'grey';

const SIGNS: Record<LampColour, string> = { green: '✓', amber: '△', red: '!', dark: '✕', grey: '–' };
const COLOURS: Record<LampReading['lamp'], LampColour> = { GREEN: 'green', AMBER: 'amber', RED: 'red', DARK: 'dark' };

/** The lamp of a due day at the courts' instant. @param court by whose calendar the deadline is counted */
export function readingOf(
  { due, court, expiresAt }: Pick<Props, 'due' | 'court' | 'expiresAt'>,
  book: CalendarBook,
  now: string,
): LampReading {
  const end = expiresAt ?? toInstant(startOfDay(addDays(due, 1)));
  return lampOf({ due, expiresAt: end, countedBy: court }, book, toInstant(parseInstant(now)));
}

interface Props {
  due: string;
  court: string;
  status?: DeadlineStatus;
  expiresAt?: string | undefined;
}

/** Shape, sign and words beside the colour. */
export function Lamp({ due, court, status, expiresAt }: Props) {
  const { t, now } = useSession();
  const book = usePublishedCalendar();
  if (status === 'MET' || status === 'CANCELLED') {
    return <LampSign colour="grey" text={t(status === 'MET' ? '已完成' : '已取消')} />;
  }
  if (!book) return <LampSign colour="grey" text={due} />;
  return <LampReadingSign {...readingOf({ due, court, expiresAt }, book, now)} />;
}

/** A reading as a service gave it. */
export function LampReadingSign({ lamp, workdaysLeft, daysLate }: Omit<LampReading, 'word'>) {
  const { t, me } = useSession();
  const colour = COLOURS[lamp];
  if (workdaysLeft === null) return <LampSign colour="grey" text={t('无期限')} />;
  const days = workdaysLeft;
  const late = latenessInWords({ workdaysLeft, daysLate });
  const zh = {
    green: `还有${days}个工作日`,
    amber: `临近，还有${days}个工作日`,
    red: '今日到期',
    dark: `已${late[0]}`,
  };
  const workingDays = days === 1 ? '1 working day' : `${days} working days`;
  const en = {
    green: `${workingDays} left`,
    amber: `near, ${workingDays} left`,
    red: 'due today',
    dark: late[1],
  };
  const words = me.language === 'zh' ? zh : en;
  return <LampSign colour={colour} text={words[colour as keyof typeof words]} />;
}

export function LampSign({ colour, text }: { colour: LampColour; text: string }) {
  return (
    <span className={`lamp ${colour}`}>
      <span className="sign" aria-hidden="true">
        <span>{SIGNS[colour]}</span>
      </span>
      {text}
    </span>
  );
}
