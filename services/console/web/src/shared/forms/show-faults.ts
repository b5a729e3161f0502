import type { FormInstance } from 'antd';

export interface FieldFault {
  path: readonly (string | number)[];
  message: string;
}

/** Says at its field what is wrong, and of every other field nothing any more. */
export function showFaults(form: FormInstance, faults: readonly FieldFault[]): void {
  form.setFields([
    ...form.getFieldsError().map(({ name }) => ({ name, errors: [] })),
    ...faults.map(({ path, message }) => ({ name: [...path], errors: [message] })),
  ]);
}

/** What was objected to is said until its field is changed. @param changed values by the fields' names */
export function forgetFaults(form: FormInstance, changed: object): void {
  form.setFields(
    form
      .getFieldsError()
      .filter(({ name: [field], errors }) => errors.length > 0 && Object.hasOwn(changed, String(field)))
      .map(({ name }) => ({ name, errors: [] })),
  );
}

/** Brings a field into sight, and into focus where that is asked for. */
export function showField(form: FormInstance, path: FieldFault['path'], { focus = false } = {}): void {
  form.scrollToField([...path], { block: 'center', focus });
}
