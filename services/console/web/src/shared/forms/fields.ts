import type { DeadlineKind } from '@xiezhi/rules';
import type { Phrase } from '../language';

/** How one field of a command is asked for. `name` is the contract's. */
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

export interface Field {
  name: string;
  label: Phrase;
  kind: FieldKind;
  required?: boolean;
  choices?: readonly (readonly [value: string, label: Phrase])[];
  help?: Phrase;
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

export interface CommandForm {
  fields: readonly Field[];
  /** Asked before sending what cannot be taken back. */
  confirm?: Phrase;
}
