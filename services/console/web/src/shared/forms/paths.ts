/** `grounds[0].code` as a form names it. */
export const pathOf = (path: string): (string | number)[] =>
  path.split(/[.[\]]+/).flatMap((step) => (step === '' ? [] : [/^\d+$/.test(step) ? Number(step) : step]));
