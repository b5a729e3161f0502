/** @jest-environment jest-environment-jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Action, CaseView } from '@xiezhi/contracts/views';
import { CommandDrawer } from '../forms/command-drawer';
import { ME, show } from './support/page';

const action = {
  command: 'review.propose',
  title: '提出审查意见',
  role: 'handler',
  allowed: true,
} as unknown as Action;
const view = {
  caseId: 'jl0104-1',
  executingCourt: '吉0104',
  decidingCourt: '吉01',
  participants: [],
  grounds: [],
  timeline: [],
  deadlines: [],
  settings: {},
} as unknown as CaseView;

interface Sent {
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

let sent: Sent[];
/** What is answered, in turn; after them the last one again. */
let answers: { status: number; body: unknown }[];

/** The services, as far as a form knows them. */
function answered(path: string, { headers, body }: { headers: Record<string, string>; body?: string }) {
  if (body !== undefined) sent.push({ path, headers, body: JSON.parse(body) as unknown });
  const { status, body: told } = answers.length > 1 ? answers.shift()! : answers[0]!;
  return Promise.resolve({ ok: status < 400, status, headers: new Headers(), json: () => Promise.resolve(told) });
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  sent = [];
  answers = [{ status: 200, body: { caseId: 'jl0104-1', seq: 4, status: 'DONE' } }];
  globalThis.fetch = answered as unknown as typeof fetch;
});

const opened = (onClose: () => void = () => undefined, me = ME) =>
  show(<CommandDrawer view={view} action={action} onClose={onClose} />, me);
const submit = () => fireEvent.click(screen.getByRole('button', { name: /提\s*交/ }));
const reasons = () => screen.getByLabelText<HTMLTextAreaElement>('理由');

function fillIn(text: string) {
  fireEvent.click(screen.getByRole('radio', { name: '协同执行' }));
  fireEvent.change(reasons(), { target: { value: text } });
}

test('what is missing is said at its field, and nothing is sent', async () => {
  opened();
  submit();
  await screen.findByText('请填写结论');
  await screen.findByText('请填写理由');
  expect(sent).toEqual([]);
});

test('what is filled in goes to the service that owns the command, in the role it is offered to, and the form closes', async () => {
  const closed = jest.fn();
  opened(closed);
  fillIn('符合第三条第（一）项。');
  submit();
  await waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
  expect(sent).toMatchObject([
    {
      path: '/api/decision/collaborations/jl0104-1/commands/review.propose',
      headers: { 'x-acting-role': 'handler', 'idempotency-key': expect.any(String) as string },
      body: { outcome: 'APPROVE', reasons: '符合第三条第（一）项。' },
    },
  ]);
});

test('a double click is one request', async () => {
  const closed = jest.fn();
  opened(closed);
  fillIn('符合规定。');
  submit();
  submit();
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(new Set(sent.map(({ headers }) => headers['idempotency-key']))).toHaveProperty('size', 1);
});

test('after an answer that never came the same request is sent again; after a refusal it is another one', async () => {
  answers = [
    { status: 503, body: { code: 'UNAVAILABLE', detail: '稍后再试。' } },
    { status: 409, body: { code: 'NOT_ALLOWED_IN_STATE', detail: '本案已经决定。' } },
    { status: 409, body: { code: 'NOT_ALLOWED_IN_STATE', detail: '本案已经决定。' } },
  ];
  opened();
  fillIn('符合规定。');
  for (const count of [1, 2, 3]) {
    submit();
    await waitFor(() => expect(sent).toHaveLength(count));
    await waitFor(() => expect(screen.getByRole('button', { name: /提\s*交/ }).className).not.toContain('loading'));
  }
  const [first, again, other] = sent.map(({ headers }) => headers['idempotency-key']);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a refusal is shown with its sentence, at the field it names, and nothing typed is lost', async () => {
  const detail = '本案已经提出审查意见。';
  answers = [{ status: 400, body: { code: 'VALIDATION', detail, errors: [{ path: 'reasons', message: '理由过长' }] } }];
  opened();
  fillIn('符合规定。');
  submit();
  await screen.findByText(detail);
  await screen.findByText('理由过长');
  expect(reasons().value).toBe('符合规定。');
});

test('what was typed and not sent is there when the form is opened again, and is gone once it was taken', async () => {
  const { unmount } = opened();
  fillIn('写到一半');
  unmount();
  const closed = jest.fn();
  const again = opened(closed);
  await screen.findByText('已恢复上次未提交的内容。');
  expect(reasons().value).toBe('写到一半');
  submit();
  await waitFor(() => expect(closed).toHaveBeenCalled());
  again.unmount();
  opened();
  expect(reasons().value).toBe('');
});

test('it asks in English for who reads English', async () => {
  opened(undefined, { ...ME, language: 'en' });
  expect(screen.getByLabelText('Reasons')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findAllByText(/^Please/)).not.toEqual([]);
});
