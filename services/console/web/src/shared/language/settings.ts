/** Words of the settings. */
export const SETTINGS_WORDS = {
  提出设置变更: 'Propose a change of the settings',
  将要变更: 'What would change',
  '还没有改动。': 'Nothing is changed yet.',
  新值: 'New value',
  施行日期: 'In force from',
  '不填为批准之日；对施行日起收到的案件适用。':
    'Empty: the day of approval. It holds for cases received from that day on.',
  变更理由: 'Reason',
  请填写变更理由: 'Please give the reason',
  设置变更: 'A change of the settings',
  '批准后对施行日起收到的案件适用，不能撤销。确认？':
    'It holds for cases received from its day on and cannot be undone. Approve?',
  撤回: 'Withdraw',
  批准: 'Approve',
  出厂值: 'As shipped',
  出厂设置: 'as shipped',
  可设范围: 'Range',
  来源: 'Source',
  现行设置: 'In force',
  各版本: 'Versions',
  '《细则》没有规定的期限和办法，由高级人民法院执行局设定。案件适用收到之日施行的版本。':
    'Where the Rule is silent, the High Court’s enforcement bureau sets these. A case follows the version in force on the day it was received.',
  设置: 'Settings',
} as const;
