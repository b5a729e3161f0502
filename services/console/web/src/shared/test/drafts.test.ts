import { clearDraft, draftForm, draftsOf, holdDrafts, isDraftId, newDraftId, readDraft, writeDraft } from '../drafts';

/** A browser's storage, which Node has not: text by name, names listed as properties. */
class Stored {
  [name: string]: unknown;
  getItem(name: string) {
    return Object.hasOwn(this, name) ? (this[name] as string) : null;
  }
  setItem(name: string, text: string) {
    this[name] = text;
  }
  removeItem(name: string) {
    delete this[name];
  }
}

const FORM = 'application.submit';
const in8hours = () => new Date(Date.now() + 8 * 3_600_000).toISOString();
let local: Stored;

beforeEach(() => {
  local = new Stored();
  Object.assign(globalThis, { localStorage: local, sessionStorage: new Stored() });
  holdDrafts('yu', in8hours());
});

const end = (place: string, until: number) => {
  const kept = JSON.parse(local.getItem(place)!) as object;
  local.setItem(place, JSON.stringify({ ...kept, until }));
};
const placeOf = (sub: string, form: string) => `xiezhi:draft:${sub}:${form}`;

test('each draft is its own; the list has the last written first', () => {
  const [a, b] = [newDraftId(), newDraftId()];
  expect(a).not.toBe(b);
  expect([a, b].every(isDraftId)).toBe(true);
  for (const wrong of [null, '', '../x', a.toUpperCase() + 'G', `${a}0`]) expect(isDraftId(wrong)).toBe(false);
  writeDraft('yu', draftForm(FORM, a), { cause: '一' });
  writeDraft('yu', draftForm(FORM, b), { cause: '二' });
  writeDraft('yu', 'jl0104-1:review.decide', { reasons: '三' });
  writeDraft('wang', draftForm(FORM, newDraftId()), { cause: '四' });
  expect(new Set(draftsOf('yu', FORM).map(({ id }) => id))).toEqual(new Set([a, b]));
  clearDraft('yu', draftForm(FORM, a));
  expect(draftsOf('yu', FORM)).toMatchObject([{ id: b, values: { cause: '二' } }]);
});

test('a draft ends soon after the session it was written in, and goes on with one that begins before', () => {
  const place = draftForm(FORM, newDraftId());
  writeDraft('yu', place, { cause: '一' });
  end(placeOf('yu', place), Date.now() + 60_000);
  holdDrafts('yu', in8hours());
  const { until } = JSON.parse(local.getItem(placeOf('yu', place))!) as { until: number };
  expect(until).toBeGreaterThan(Date.now() + 8 * 3_600_000);
  end(placeOf('yu', place), Date.now() - 1);
  expect(readDraft('yu', place)).toBeUndefined();
  holdDrafts('yu', in8hours());
  expect(local.getItem(placeOf('yu', place))).toBeNull();
});

test('whoever signs in next finds nothing of others that has ended', () => {
  const [over, going] = [draftForm(FORM, newDraftId()), draftForm(FORM, newDraftId())];
  writeDraft('wang', over, {});
  writeDraft('wang', going, {});
  end(placeOf('wang', over), Date.now() - 1);
  holdDrafts('yu', in8hours());
  expect(local.getItem(placeOf('wang', over))).toBeNull();
  expect(local.getItem(placeOf('wang', going))).not.toBeNull();
});

test('drafts of an older release are found, and get an end', () => {
  local.setItem(placeOf('yu', FORM), JSON.stringify({ cause: '旧' }));
  local.setItem(placeOf('yu', 'jl0104-1:review.decide'), JSON.stringify({ reasons: '旧' }));
  local.setItem(placeOf('wang', FORM), JSON.stringify({ cause: '别人的' }));
  expect(readDraft('yu', 'jl0104-1:review.decide')).toEqual({ reasons: '旧' });
  expect(draftsOf('yu', FORM)).toMatchObject([{ values: { cause: '旧' } }]);
  expect(draftsOf('yu', FORM)).toHaveLength(1);
  expect(local.getItem(placeOf('yu', FORM))).toBeNull();
  holdDrafts('yu', in8hours());
  for (const name of Object.keys(local)) {
    expect((JSON.parse(local.getItem(name)!) as { until: number }).until).toBeGreaterThan(Date.now());
  }
});

test('what is no draft is left out', () => {
  local.setItem(placeOf('yu', draftForm(FORM, '00000000')), '{');
  local.setItem(placeOf('yu', draftForm(FORM, '00000001')), 'null');
  expect(draftsOf('yu', FORM)).toEqual([]);
  holdDrafts('yu', in8hours());
});
