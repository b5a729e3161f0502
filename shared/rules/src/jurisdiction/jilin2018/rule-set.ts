/** Identifies the text of the Rule a decision was made under; written into every ledger entry. */
export const RULE_SET = '吉高法〔2018〕45号';

export const RULE_SET_TITLE = '关于加强上级人民法院协同执行下级人民法院执行实施案件的实施细则';

/** Day the Rule took effect (Art. 19). */
export const EFFECTIVE_FROM = '2018-05-14';

/** The annex's form. An installation may be told to number otherwise; 执协 must not be used, it is another type of case. */
export const DECISION_NUMBER = '（{year}）{court}协同执字第{serial}号{suffix}';
