import { caseFaults, docketFault, type CourtCode, type LocalDate, type OpeningCommandType } from '@xiezhi/rules';
import { schemaObjections, toSend, type ApplicationDraft } from './completeness';

export interface Fault {
  path: (string | number)[];
  message: string;
  /** By the service, which may know more than the form. */
  told?: boolean;
}

/** Which step a field stands on, so that a fault leads there. */
const STEP_OF: Readonly<Record<string, number>> = {
  to: 0,
  origin: 0,
  executingCourt: 0,
  letter: 0,
  caseNumber: 0,
  filingDate: 0,
  cause: 0,
  basis: 0,
  claimAmount: 0,
  hasProperty: 0,
  channel: 0,
  receivedOn: 0,
  transferredFrom: 0,
  parties: 1,
  grounds: 2,
  exclusions: 3,
  matters: 4,
  proposal: 4,
  suggestedParticipants: 4,
  materials: 4,
};
/** The step on which everything is looked at once more. */
export const LAST_STEP = 5;

export const stepOf = ({ path }: Fault): number => STEP_OF[String(path[0])] ?? LAST_STEP;

const placeOf = ({ path }: Fault): string => path.join('.');

export const isSame = (a: Fault, b: Fault): boolean => placeOf(a) === placeOf(b) && a.message === b.message;

/**
 * Everything that the contract's schema and the Rule object to in what is filled in, all at once and in the order of the
 * steps: the same questions as the service asks. Of one field the first objection is told.
 * @param court the applicant's own; an order names the executing court itself
 */
export function faultsOf(
  command: OpeningCommandType,
  draft: ApplicationDraft,
  { court, today }: { court: CourtCode; today: LocalDate },
): Fault[] {
  const { caseNumber, transferredFrom, executingCourt = court } = draft;
  const docket = docketFault({ caseNumber, transferredFrom }, { code: executingCourt });
  // A row that has just been added is there before it has fields.
  const exclusions = (draft.exclusions ?? []).filter(Boolean);
  const ruled = [...caseFaults({ ...draft, exclusions }, today), ...(docket ? [docket] : [])];
  const told: Fault[] = [
    ...schemaObjections(command, toSend(draft)),
    ...ruled.map(({ path, message }) => ({ path: [...path], message })),
  ];
  return told
    .filter((fault, index) => told.findIndex((other) => placeOf(other) === placeOf(fault)) === index)
    .sort((a, b) => stepOf(a) - stepOf(b));
}
