/** Yuan as tables show them. */
export const yuan = (amount: number | null): string => (amount === null ? '—' : amount.toLocaleString('zh-CN'));
