import type { GuidanceItem, GuidanceView } from '@xiezhi/contracts/views';
import { addressedAs } from '@xiezhi/rules';
import type { CourtCode, EventActor } from '@xiezhi/rules';
import type { Series } from './guidance';

const personOf = ({ name = '', court }: EventActor, own: CourtCode) => ({ name, court: court ?? own });

/** Of what there is at least one version of. */
export function guidanceItem({ series, subject: { court, title }, versions }: Series, reader: CourtCode): GuidanceItem {
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
export function guidanceView(all: Series, reader: CourtCode, above: boolean): GuidanceView {
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
