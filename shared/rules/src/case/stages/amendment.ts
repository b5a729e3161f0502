import { enforcementCaseKey } from '../../case-number';
import type { LocalDate } from '../../local-date';
import type { CaseCommand, KeptFields } from '../commands';
import { relinked } from '../previous';
import type { CaseState } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { checkCase, checkDocket, keptFields } from './admission';
import { assess, knownCourt, orderedWarnings, requireCrossing } from './opening';

/** The day of receipt by which an application was judged when it was made; a relay court that has it changes nothing of it. */
function receiptDay({ receivedOn, caseFields, submittedAt }: CaseState): LocalDate {
  const onPaper = caseFields.channel === 'PAPER' ? caseFields.receivedOn : undefined;
  return receivedOn ?? onPaper ?? submittedAt.slice(0, 10);
}

function sameCase(t: Transition, fields: KeptFields): void {
  const { caseFields, executingCourt } = t.state;
  const key = (of: KeptFields) => enforcementCaseKey(of, executingCourt, t.courts);
  if (key(fields) === key(caseFields)) return;
  refuse(
    'VALIDATION',
    `更正不能改为另一件执行案件（原报请的是${caseFields.caseNumber}）；案号填错的，请撤回后以正确的案号重新报请。`,
  );
}

/**
 * Art. 6: the applicant corrects a slip while nobody has acted on the file but to ask for what is missing. All that is asked of
 * an application is asked again. It stays the same application: of the same enforcement case, to the same court by the same
 * route, received when it was received, so that no clock starts, stops or moves. What the relay court has given its opinion
 * on is no longer the applicant's alone.
 */
export function amend(t: Transition, command: CaseCommand<'application.amend'>): void {
  t.allowIn(['SUBMITTED', 'CORRECTION_REQUESTED'], '更正报请');
  const { state } = t;
  const { reason, version, known = {}, ...stated } = command.with;
  if (version !== undefined && version !== (state.amendments ?? 0) + 1) {
    refuse('VERSION_CONFLICT', '报请已由他人更正，请重新打开，核对现有内容后再更正。');
  }
  const { channel, receivedOn } = state.caseFields;
  const given: KeptFields = {
    ...stated,
    ...(channel === undefined ? {} : { channel }),
    ...(receivedOn === undefined ? {} : { receivedOn }),
  };
  checkCase(given, t.today, t.courts);
  const fields = keptFields(given);
  const executing = knownCourt(t, t.courts.codeOn(state.executingCourt, t.today));
  checkDocket(fields, executing, t.courts);
  sameCase(t, fields);
  if (state.route === 'ART8') requireCrossing(t, fields, executing, knownCourt(t, state.decidingCourt));
  if (known.unchanged) refuse('VALIDATION', '与现有的报请内容相同，没有更正。');
  const file =
    state.supplements.length === 0
      ? fields
      : { ...fields, materials: [...(fields.materials ?? []), ...state.supplements] };
  const { grounds, netAge, warnings } = assess(file, state.executingCourt, receiptDay(state), t.jurisdiction);
  t.emit('application.amended', {
    caseFields: fields,
    grounds,
    netAge,
    warnings: orderedWarnings(warnings),
    ...(state.previous && known.previous ? { previous: relinked(state.previous, known.previous, grounds) } : {}),
    ...(reason?.trim() ? { reason } : {}),
  });
}
