import { addressedAs } from '@xiezhi/rules';
import type { CourtCode } from '@xiezhi/rules';
import { z } from 'zod';
import type { Version } from '../assessment/records';
import { sentTo } from './guidance';
import type { Guidance, Receipt } from './guidance';

const person = z.object({ name: z.string(), court: z.string() });

const itemFields = {
  guidance: z.string(),
  court: z.string(),
  title: z.string(),
  version: z.number().describe('最新一版'),
  at: z.string(),
  by: person,
  received: z.number().describe('已签收的法院数'),
  sent: z.number().describe('发往的法院数'),
  own: z.boolean().nullable().describe('发往本院的：本院是否已签收；未发往本院的为 null'),
};
export const guidanceItemSchema = z.object(itemFields).meta({ id: 'GuidanceItem' });

const versionSchema = z.object({
  version: z.number(),
  text: z.string(),
  files: z.array(z.object({ file: z.string(), name: z.string() })),
  at: z.string(),
  by: person,
  receipts: z
    .array(z.object({ court: z.string(), by: z.string().nullable(), at: z.string().nullable() }))
    .describe('发往的各法院；未签收的为 null。受文法院只列本院'),
});

export const guidanceSchema = z
  .object({ ...itemFields, versions: z.array(versionSchema).describe('新的在前') })
  .meta({ id: 'Guidance' });

const personOf = ({ name, court }: Version<Guidance>['by']) => ({ name, court });

export function guidanceItem(
  newest: Version<Guidance>,
  receipts: readonly Receipt[],
  reader: CourtCode,
): z.infer<typeof guidanceItemSchema> {
  const to = sentTo(newest);
  const own = addressedAs(to, reader);
  const { court, title } = newest.content;
  return {
    ...{ guidance: newest.series, court, title, version: newest.version, at: newest.at, by: personOf(newest.by) },
    received: receipts.length,
    sent: to.length,
    own: own === undefined ? null : receipts.some((receipt) => receipt.court === own),
  };
}

/** @param above whether the reader is at the court that published or above it, and sees everybody's receipts */
export function guidanceView(
  versions: readonly { version: Version<Guidance>; receipts: readonly Receipt[] }[],
  reader: CourtCode,
  above: boolean,
): z.infer<typeof guidanceSchema> {
  const newest = versions.at(-1)!;
  return {
    ...guidanceItem(newest.version, newest.receipts, reader),
    versions: [...versions].reverse().map(({ version: { version, content, at, by, ...rest }, receipts }) => {
      const to = sentTo({ version, content, at, by, ...rest });
      const own = addressedAs(to, reader);
      const shown = above ? to : to.filter((court) => court === own);
      return {
        ...{ version, text: content.text, files: content.files, at, by: personOf(by) },
        receipts: shown.map((court) => {
          const receipt = receipts.find((one) => one.court === court);
          return { court, by: receipt?.by.name ?? null, at: receipt?.at ?? null };
        }),
      };
    }),
  };
}
