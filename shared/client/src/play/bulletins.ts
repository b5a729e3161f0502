import type { XiezhiClient } from '../api';

const FIELDS = ['court', 'period', 'due', 'status', 'late', 'version', 'issuedOn', 'figures'] as const;

interface Item {
  bulletin: string;
  openedAt: string;
  court: string;
}

/** The facts of bulletins, by their own interface: in order of time, at one instant by court. */
export async function bulletinFacts(reader: XiezhiClient, center: string): Promise<Record<string, unknown>[]> {
  const { items } = await reader.get<{ items: Item[] }>(`${center}/bulletins`);
  const order = ({ openedAt, court }: Item) => `${openedAt} ${court}`;
  const sorted = items.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return Promise.all(
    sorted.map(async ({ bulletin }) => {
      const whole = await reader.get<Record<string, unknown>>(`${center}/bulletins/${bulletin}`);
      return Object.fromEntries(FIELDS.map((field) => [field, whole[field] ?? null]));
    }),
  );
}
