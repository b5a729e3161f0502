import type { CaseView } from '@xiezhi/contracts/views';
import type { DeadlineKind, Label, Words } from '@xiezhi/rules';
import type { Phrase } from '../language';

/** By what one field of a command is asked for. */
export type FieldKind =
  | 'text'
  | 'line'
  | 'lines'
  | 'choice'
  | 'yes'
  | 'number'
  | 'amount'
  | 'court'
  | 'courts'
  | 'officers'
  | 'materials'
  | 'entries';

/** How one field of a command is asked for. `name` is the contract's. */
export interface Field {
  name: string;
  label: Label;
  kind: FieldKind;
  required?: boolean;
  choices?: Words;
  help?: Phrase;
  /** Whose value in the case stands for `{}` in the help. */
  setting?: 'urgentAcknowledgementMinutes' | 'meetingAttendees';
  /** Asked for only when this kind of deadline has passed. */
  whenLate?: DeadlineKind;
  /** Asked for only while the case is an ordinary one: here it can be called major, and not ordinary again (Art. 11). */
  whenOrdinary?: true;
  /** Not asked for with this answer to another field. */
  unless?: { field: string; is: string };
  /** Becomes the text of a paper. */
  paper?: true;
  /** What can be chosen is what stands in the case: grounds not found met, leads, duties still owed, their records. */
  from?: 'grounds' | 'leadsToVerify' | 'leadsToConclude' | 'duties' | 'dutyRecords';
  /** Which courts can be chosen: those an instruction can go to, all at work, those that take part, those that could. */
  among?: 'acting' | 'involved' | 'participating' | 'jurisdiction';
}

/** What may be a slip, looked at twice before it is sent. */
export type Doubt = (given: Readonly<Record<string, unknown>>, view: Pick<CaseView, 'case'>) => Phrase | undefined;

export interface CommandForm {
  doubt?: Doubt;
  /** What the form begins with: what was sent back, or what follows from the record that it answers. */
  from?: (
    view: Pick<CaseView, 'returnedCloseRequest' | 'selfExecution' | 'records'>,
    record: number | undefined,
  ) => object | null;
  fields: readonly Field[];
  /** Asked before sending what cannot be taken back. */
  confirm?: Phrase;
  /** Stands for `{}` in it. */
  confirmed?: number;
}

/** What a form adds to the definition of a field: how it stands there, and what helps to fill it in. */
export type Hint = Partial<Omit<Field, 'name' | 'label' | 'choices'>> & {
  /** The page knows it. */
  given?: true;
};

/** Words with their one figure. */
export const withFigure = (words: string, figure: number | undefined): string =>
  figure === undefined ? words : words.replace('{}', String(figure));
