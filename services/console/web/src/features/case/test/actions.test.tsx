/** @jest-environment jest-environment-jsdom */
import { fireEvent, screen } from '@testing-library/react';
import type { Action } from '@xiezhi/contracts/views';
import { show } from '../../../shared/test/support/page';
import { Actions } from '../components/actions';

const action = (command: string, allowed: boolean, reason?: string): Action =>
  ({
    command,
    title: command,
    role: 'handler',
    allowed,
    ...(reason === undefined ? {} : { reason }),
  }) as unknown as Action;

const shown = (
  actions: Action[],
  planned = false,
  onAct: (action: Action, record?: number) => void = () => undefined,
) => show(<Actions actions={actions} planned={planned} onAct={onAct} />);
const buttons = () => screen.getAllByRole('button').filter(({ className }) => className.includes('act'));
const isFirstStep = ({ className }: HTMLElement) => className.includes('primary');

test('the next step comes first and stands out; what moves no case on comes after it', () => {
  shown([action('sensitivity.raise', true), action('review.propose', true)]);
  expect(buttons().map(({ textContent }) => textContent)).toEqual(['review.propose', 'sensitivity.raise']);
  expect(buttons().map(isFirstStep)).toEqual([true, false]);
});

test('where a plan holds, another version of it is no next step', () => {
  shown([action('plan.submit', true)], true);
  expect(buttons().map(isFirstStep)).toEqual([false]);
});

test('what cannot be done yet is there with the reason', () => {
  shown([action('review.decide', false, '尚未提出审查意见。')]);
  expect(screen.getByText('目前没有需要您办理的事项。')).toBeTruthy();
  fireEvent.click(screen.getByText(/暂不能办理/));
  expect(screen.getByText('尚未提出审查意见。')).toBeTruthy();
});

test('what answers field records is offered once for each of them', () => {
  const asked: unknown[] = [];
  shown([{ ...action('execution.acknowledge', true), records: [2, 5] }], false, (_, record) => void asked.push(record));
  expect(buttons().map(({ textContent }) => textContent)).toEqual([
    'execution.acknowledge · 第2号',
    'execution.acknowledge · 第5号',
  ]);
  fireEvent.click(buttons()[1]!);
  expect(asked).toEqual([5]);
});

test('a click asks for the form of that step', () => {
  const asked: string[] = [];
  shown([action('review.propose', true)], false, ({ command }) => void asked.push(command));
  fireEvent.click(buttons()[0]!);
  expect(asked).toEqual(['review.propose']);
});
