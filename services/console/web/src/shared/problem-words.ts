/** What is said of a refusal that brought no sentence of its own, by its code; without one, by its status. */
const WORDS: Readonly<Record<string, string>> = {
  RATE_LIMITED: '操作过于频繁，请稍后再试。',
  TOO_MANY_REQUESTS: '操作过于频繁，请稍后再试。',
  STORAGE_FULL: '服务器存储空间不足，暂时不能保存。内容已保存在本机，请联系系统管理员，恢复后再次提交。',
  CLOCK_AHEAD: '服务器时间不准，暂时不能办理。内容已保存在本机，请联系系统管理员校准时间后再次提交。',
  UNAVAILABLE: '系统的一个服务暂时没有应答，请稍后重试。',
  413: '提交的内容过大，请精简文字或者分次提交。',
  429: '操作过于频繁，请稍后再试。',
  502: '系统暂时没有应答，请稍后重试。',
  503: '系统暂时没有应答，请稍后重试。',
  504: '系统应答超时，请稍后重试。',
  507: '服务器存储空间不足，暂时不能保存。内容已保存在本机，请联系系统管理员，恢复后再次提交。',
};

/**
 * The sentence for a person: the service's own, else by code or status.
 * @param retryAfter seconds, where the answer says when to ask again
 */
export function problemWords(
  { code, status, detail }: { code: string | undefined; status: number; detail: unknown },
  retryAfter?: number,
): string {
  if (typeof detail === 'string' && detail.trim() !== '') return detail;
  const words = [code, String(status)].flatMap((key) =>
    key !== undefined && Object.hasOwn(WORDS, key) ? WORDS[key] : [],
  )[0];
  if (words === undefined) return `系统没有给出可读的回答（${status}）。`;
  return status === 429 && retryAfter ? `操作过于频繁，请${retryAfter}秒后再试。` : words;
}
