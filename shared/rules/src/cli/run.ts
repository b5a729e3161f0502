import { RuleError } from '../errors';
import { HELP } from './help';
import { invalid, Request } from './request';
import type { Topic } from './topics';
import { TOPICS } from './topics';

/** What to print and the exit code. */
export interface Outcome {
  output: string;
  exitCode: 0 | 1;
}

/** Reads a batch: a file's name, or `-` for standard input. Throws RuleError where it cannot. */
export type ReadText = (source: string) => Promise<string>;

function failure(error: unknown): object {
  // Anything but a refusal is a defect of ours: say so without a stack trace, which no caller could use.
  return error instanceof RuleError
    ? { error: { code: error.code, message: error.message } }
    : { error: { code: 'INTERNAL', message: '规则计算发生内部错误。' } };
}

function topicNamed(name: unknown): Topic {
  const topic = typeof name === 'string' ? TOPICS.get(name) : undefined;
  return topic ?? invalid(`主题无效，可用：${[...TOPICS.keys()].join('、')}、batch。`);
}

function parseWords(topic: Topic, words: readonly string[]): Request {
  const fields = new Map<string, unknown>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const option = /^--([^=]*)(?:=(.*))?$/s.exec(word);
    const name = option ? option[1] : topic.positional;
    if (name === undefined) return invalid(`多余的内容“${word}”。`);
    if (!topic.fields.includes(name)) return invalid(`没有选项--${name}。`);
    let value: string | undefined = option ? option[2] : word;
    if (option && value === undefined) {
      i += 1;
      value = words[i];
      if (value === undefined || value.startsWith('--')) return invalid(`--${name}缺少内容。`);
    }
    if (topic.repeatable?.includes(name)) {
      fields.set(name, [...((fields.get(name) as string[] | undefined) ?? []), value]);
    } else if (fields.has(name)) return invalid(`${name}重复。`);
    else fields.set(name, value);
  }
  return new Request(fields, true);
}

function parseLine(line: string): [Topic, Request] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return invalid('不是有效的JSON。');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('每行应为一个JSON对象。');
  const fields = new Map<string, unknown>(Object.entries(value));
  const topic = topicNamed(fields.get('topic'));
  fields.delete('topic');
  if (fields.has('asOf') && !fields.has('as-of') && topic.fields.includes('as-of')) {
    fields.set('as-of', fields.get('asOf'));
    fields.delete('asOf');
  }
  const unknown = [...fields.keys()].find((name) => !topic.fields.includes(name));
  if (unknown !== undefined) return invalid(`没有字段“${unknown}”。`);
  return [topic, new Request(fields, false)];
}

function answerLine(line: string): object {
  try {
    const [topic, request] = parseLine(line);
    return topic.answer(request);
  } catch (error) {
    return failure(error);
  }
}

async function batch(words: readonly string[], read: ReadText): Promise<Outcome> {
  const [source, ...more] = words;
  if (source === undefined || source === '' || more.length > 0) return invalid('用法：batch 文件（“-”为标准输入）。');
  const lines = (await read(source))
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim());
  const answers = lines.filter((line) => line !== '').map((line) => `${JSON.stringify(answerLine(line))}\n`);
  return { output: answers.join(''), exitCode: 0 };
}

/** Answers one command line. Never throws: what cannot be answered becomes an error object and exit code 1. */
export async function run(argv: readonly string[], read: ReadText): Promise<Outcome> {
  try {
    if (argv.some((word) => word === '--help' || word === '-h') || argv[0] === 'help')
      return { output: HELP, exitCode: 0 };
    const [name, ...words] = argv;
    if (name === undefined) return invalid('缺少主题，--help可查看用法。');
    if (name === 'batch') return await batch(words, read);
    const topic = topicNamed(name);
    return { output: `${JSON.stringify(topic.answer(parseWords(topic, words)))}\n`, exitCode: 0 };
  } catch (error) {
    return { output: `${JSON.stringify(failure(error))}\n`, exitCode: 1 };
  }
}
