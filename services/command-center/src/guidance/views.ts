import { addressedAs } from '@xiezhi/rules';
import type { CourtCode, EventActor } from '@xiezhi/rules';
import { z } from 'zod';
import type { Series } from './guidance';

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

const personOf = ({ name = '', court }: EventActor, own: CourtCode) => ({ name, court: court ?? own });

/** Of what there is at least one version of. */
export function guidanceItem(
  { series, subject: { court, title }, versions }: Series,
  reader: CourtCode,
): z.infer<typeof guidanceItemSchema> {
  const { version, at, by, to, receipts } = versions.at(-1)!;
  const own = addressedAs(to, reader);
  return {
    ...{ guidance: series, court, title, version, at, by: personOf(by, court) },
    received: receipts.length,
    sent: to.length,
    own: own === undefined ? null : receipts.some((receipt) => receipt.court === own),
  };
}

/** @param above whether the reader is at the court that published or above it, and sees everybody's receipts */
export function guidanceView(all: Series, reader: CourtCode, above: boolean): z.infer<typeof guidanceSchema> {
  return {
    ...guidanceItem(all, reader),
    versions: [...all.versions].reverse().map(({ version, text, files, at, by, to, receipts }) => {
      const own = addressedAs(to, reader);
      const shown = above ? to : to.filter((court) => court === own);
      return {
        ...{ version, text, files, at, by: personOf(by, all.subject.court) },
        receipts: shown.map((court) => {
          const receipt = receipts.find((one) => one.court === court);
          return { court, by: receipt?.by.name ?? null, at: receipt?.at ?? null };
        }),
      };
    }),
  };
}
