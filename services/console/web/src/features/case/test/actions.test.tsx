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

const shown = (actions: Action[], planned = false, onAct: (action: Action) => void = () => undefined) =>
  show(<Actions actions={actions} planned={planned} onAct={onAct} />);
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

test('an answer to a field record is given beside the record', () => {
  shown([action('execution.acknowledge', true)]);
  expect(screen.queryByRole('button', { name: 'execution.acknowledge' })).toBeNull();
  expect(screen.getByText(/有待签收或者处理的现场记录/)).toBeTruthy();
});

test('a click asks for the form of that step', () => {
  const asked: string[] = [];
  shown([action('review.propose', true)], false, ({ command }) => void asked.push(command));
  fireEvent.click(buttons()[0]!);
  expect(asked).toEqual(['review.propose']);
});
