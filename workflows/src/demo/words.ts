import type { CourtCode, GroundClaim, GroundCode, LocalDate, Material, Party } from '@xiezhi/rules';
import type { Dice } from './dice';

/** Invented, and recognisably so: nobody's name is a whole one. */
const FIRMS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const TRADES = ['建材', '商贸', '农业', '置业', '物流', '粮食', '机械', '木业', '医药', '餐饮'];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];

const CAUSES = [
  '买卖合同纠纷',
  '民间借贷纠纷',
  '建设工程施工合同纠纷',
  '金融借款合同纠纷',
  '房屋租赁合同纠纷',
  '机动车交通事故责任纠纷',
  '追索劳动报酬纠纷',
  '土地承包经营权合同纠纷',
  '股权转让纠纷',
  '物业服务合同纠纷',
];

const MATTERS = [
  '协助腾退被执行人占用的厂房并清点设备',
  '统一查封、扣押分散在多地的车辆和存货',
  '协调处置已查封土地上的附着物',
  '协助强制清场并做好现场秩序维护',
  '合并处置被执行人名下房产，统一分配案款',
  '协助查找并控制被执行人，依法采取强制措施',
];

export const REASONS = {
  approve: [
    '符合规定的情形，执行法院单独执行确有困难，应当协同执行。',
    '材料齐备，情形属实，协同执行有利于案件实际执结。',
  ],
  refuse: ['所报情形经核对不成立，由执行法院自行执行。', '执行法院尚未穷尽执行措施，暂不需要协同执行。'],
  overdue: ['同期案件集中，核对关联案件用时较长。', '等待补充核实财产情况，审查超过期限。'],
  forward: ['财产和关联案件在省内其他地区，同意层报。', '案件跨地区，建议由高级人民法院审查。'],
} as const;

export const FIELD = {
  reports: [
    '已到达现场，财产清点完毕，制作了清单和照片。',
    '已送达腾退通知，被执行人称一周内自行搬离。',
    '查封车辆两台，已移交指定场所保管。',
    '已与街道办、派出所会商，确定清场时间。',
    '第一笔案款已划入执行款专户。',
    '现场秩序平稳，清场工作完成过半。',
  ],
  instructions: [
    '请于三日内完成财产现状勘验，并报送清单。',
    '请派员配合现场清点，携带执法记录设备。',
    '请核实被执行人关联账户情况并及时回报。',
  ],
  corrections: ['评估范围遗漏附属设施，请补充评估后再行处置。', '查封手续不完备，请补正后重新送达。'],
} as const;

/** For a person `某某`, for a firm a heavenly stem in front: 某甲建材有限公司. */
export function partiesOf(dice: Dice): Party[] {
  const someone = (side: Party['side']): Party =>
    dice.below(2) === 0
      ? { side, name: `${dice.pick(SURNAMES)}某某`, kind: 'person' }
      : { side, name: `某${dice.pick(FIRMS)}${dice.pick(TRADES)}有限公司`, kind: 'organization' };
  const second = dice.below(4) === 0 ? [someone('respondent')] : [];
  const [applicant, respondent] = [someone('applicant'), someone('respondent')];
  // Chance may draw a name twice; on one side of a case nobody has another's.
  return [applicant, respondent, ...second.filter(({ name }) => name !== respondent.name)];
}

export const causeOf = (dice: Dice): string => dice.pick(CAUSES);
export const mattersOf = (dice: Dice): string => dice.pick(MATTERS);

/** Whole thousands of yuan, more small cases than large ones. */
export function amountOf(dice: Dice): number {
  return dice.between(20, 900) * dice.pick([1_000, 1_000, 10_000, 10_000, 50_000]);
}

/** What a ground is claimed with, and the papers that go with it. `others`: courts of cases or property elsewhere. */
export function groundOf(
  code: GroundCode,
  others: readonly CourtCode[],
  year: string,
  serial: number,
): { claim: GroundClaim; materials: Material[] } {
  const list: Material = { kind: '财产清单', title: '被执行人财产清单（演示）' };
  const facts: Record<GroundCode, string> = {
    '3-1': '有财产可供执行，立案已满两年仍未实际执结。',
    '3-2': '有人以打招呼、批条子方式反复过问案件，执行工作受到阻碍。',
    '3-3': '涉及职工数十人，多次集体上访，当地媒体持续报道。',
    '3-4': '被执行人多次组织人员阻拦腾退，推搡执行人员。',
    '3-5': '同一被执行人在多个法院均有未结执行案件，财产需统一处置。',
    '3-6': '主要房产和设备均在其他法院辖区，需要当地法院配合。',
    '3-7': '被执行人为特殊主体，账户性质复杂，处置难度大。',
    '3-8': '案件牵涉多重查封和租赁关系，利害关系人众多，处置次序争议很大，执行法院难以单独推进。',
  };
  const claim: GroundClaim = { code, facts: facts[code] };
  if (code === '3-5') {
    const relatedCases = others.slice(0, 2).map((court, index) => `（${year}）${court}执${serial + index}号`);
    return { claim: { ...claim, relatedCases }, materials: [list] };
  }
  if (code === '3-6')
    return { claim: { ...claim, ...(others[0] ? { propertyCourt: others[0] } : {}) }, materials: [list] };
  if (code === '3-7') return { claim: { ...claim, respondentKind: '国有企业' }, materials: [list] };
  const papers: Partial<Record<GroundCode, Material[]>> = {
    '3-2': [{ kind: '干预情况记录', title: '过问案件情况登记表（演示）' }],
    '3-3': [{ kind: '媒体报道', title: '有关报道和来访登记（演示）' }],
    '3-4': [
      { kind: '现场经过记录', title: '阻碍执行经过和照片（演示）' },
      { kind: '公安机关受案材料', title: '受案回执（演示）' },
    ],
  };
  return { claim, materials: papers[code] ?? [list] };
}

export interface PlanTexts {
  tasks: string;
  responsibilities: string;
  command: string;
  coordination: string;
  support: string;
  risks: string;
}

export const PLAN: PlanTexts = {
  tasks: '查明并控制全部可供执行财产，完成腾退清场，依法处置并分配案款。',
  responsibilities: '执行法院负责法律文书和财产处置，参与法院负责本辖区的查控和现场配合。',
  command: '由决定法院指挥中心统一指挥，现场设临时指挥组，重大事项一事一报。',
  coordination: '与属地街道、公安机关提前会商，明确联络人和联络方式。',
  support: '安排警车、执法记录设备和医护人员，备用通信线路一条。',
  risks: '可能出现人员聚集，事先发布公告，预留疏导通道。',
};

export const yearOf = (date: LocalDate): string => date.slice(0, 4);

/** Why a hit is not collaborated in. */
export const EXEMPTED = [
  '财产为轮候查封，首封法院正在处置，暂不需要协同。',
  '拍卖已经成交，案款正在分配，近期即可实际执结。',
  '双方已达成执行和解并正在履行，由执行法院继续监督。',
  '财产权属异议正在审理，待裁判生效后再行处置。',
] as const;

/** Why a hit becomes a collaboration. */
export const OVERLOOKED = [
  '有财产可供执行，已满两年未实际执结，未见报请协同执行。',
  '财产处置长期停滞，执行法院单独执行确有困难，应当协同执行。',
  '多次催办未见进展，依照第十四条纳入协同执行。',
] as const;

/** What a half-year's bulletin says beside its figures. */
export const BULLETIN_TEXTS = [
  {
    problems: '部分法院报请不及时，个别案件满两年后才报请；少数审查超过期限。',
    nextSteps: '各法院对底册中即将满两年的案件逐件核对，符合情形的及时报请；审查期限实行专人提醒。',
  },
  {
    problems: '扫描发现的案件处置偏慢，个别法院的说明过于简单。',
    nextSteps: '扫描结果十个工作日内处置，说明应当写明财产现状和不予协同的具体理由。',
  },
] as const;

export const QUOTA_REASONS = [
  '根据上年度受理的长期未结案件数和执行力量测算。',
  '结合辖区有财产可供执行案件存量和上年度办理情况确定。',
] as const;
