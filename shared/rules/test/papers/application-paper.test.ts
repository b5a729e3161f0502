import { maskPaper, OWN_FORM_NOTE, standingOf } from '../../src/index';
import type { CommandFields, Party } from '../../src/index';
import type { PureCase } from '../support/pure-case';
import * as scenes from '../support/scenes';
import { issuedBy, paper, papers, textOf } from './issued';

type Stated = Partial<CommandFields['application.submit']>;

const lines = (of: PureCase): string[] => paper(of, 'APPLICATION').blocks.map(({ text }) => text);

const WHOLE: Stated = {
  parties: [
    {
      side: 'applicant',
      name: '长白山信用社',
      kind: 'organization',
      identity: '91220104MA0000000X',
      address: '长春市',
    },
    {
      side: 'respondent',
      name: '欧阳修文',
      kind: 'person',
      identity: 'K0123456',
      address: '河西三队。',
      agent: '刘律',
    },
  ],
  basis: { document: '民事判决书', number: '（2015）朝民初字第88号', madeBy: '某法院', date: '2015-11-02' },
  exclusions: [{ type: '评估', start: '2017-03-01', end: '2017-04-15', document: '评估委托书' }],
  grounds: [
    { code: '3-1', facts: '立案已满两年' },
    { code: '3-5', relatedCases: ['（2016）吉0105执1号', '（2016）吉0106执2号'] },
    { code: '3-6', propertyCourt: '吉0105', propertyPlace: '二道区某仓库' },
    { code: '3-7', respondentKind: '事业单位' },
  ],
  proposal: '请统一指挥',
  suggestedParticipants: ['吉0105'],
  materials: [{ kind: '执行依据', title: '民事判决书' }],
  transferredFrom: '吉0202',
  caseNumber: '（2016）吉0202执312号',
};

const amended = (before: Stated, after: Stated, reason?: string) => {
  const { channel: _, receivedOn: __, previous: ___, ...stated } = scenes.caseFields(after);
  return scenes.submitted(before).does('2019-03-05 09:00', scenes.people.applicant, 'application.amend', {
    ...stated,
    ...(reason === undefined ? {} : { reason }),
  });
};

describe('协同执行申请书 (Art. 6)', () => {
  test('is by the executing court, to the court it applies to, under the case’s own number, and a form of our own', () => {
    expect(paper(scenes.submitted(), 'APPLICATION')).toMatchObject({
      title: '协同执行申请书',
      court: '吉0104',
      addressee: '吉01',
      number: '（2016）吉0104执312号',
      formNote: OWN_FORM_NOTE,
      seal: { words: '样章·非正式' },
    });
  });

  test('says everything that the application says, under the heads of Art. 6', () => {
    expect(lines(scenes.submitted(WHOLE)).slice(3, -1)).toEqual([
      '吉林省长春市中级人民法院：',
      '本院执行的长白山信用社与欧阳修文买卖合同纠纷一案，需要协同执行。现将有关情况报告如下：',
      '一、当事人',
      '申请执行人：长白山信用社，统一社会信用代码：91220104MA0000000X，住所：长春市。',
      '被执行人：欧阳修文，证件号码：K0123456，住所：河西三队，代理人：刘律。',
      '二、执行案件基本情况',
      '执行案号：（2016）吉0202执312号，2016年6月15日立案，由吉林省吉林市昌邑区人民法院移送执行。',
      '案由：买卖合同纠纷。',
      '执行依据：某法院2015年11月2日作出的（2015）朝民初字第88号民事判决书。',
      '申请执行标的：1,000,000.00元。',
      '有财产可供执行。',
      '不计入执行期限的期间：评估，2017年3月1日至2017年4月15日，依据：评估委托书。',
      '三、协同执行理由',
      '（一）有财产可供执行，但立案之日起2年（不包括评估、拍卖等法定延长执限期间）未实际执结案件（第三条第（一）项）。',
      '立案已满两年。',
      '（二）辖区多个法院立案受理的系列、关联案件（第三条第（五）项）。',
      '系列、关联案件：（2016）吉0105执1号、（2016）吉0106执2号。',
      '（三）被执行人主要财产在其他法院辖区的案件（第三条第（六）项）。',
      '财产所在地：二道区某仓库，吉林省长春市二道区人民法院辖区。',
      '（四）特殊主体作为被执行人且难以执行的案件（第三条第（七）项）。',
      '特殊主体：事业单位。',
      '四、协同具体事项',
      '协助腾退。',
      '五、建议意见',
      '请统一指挥。',
      '建议参与协同执行的法院：吉林省长春市二道区人民法院。',
      '六、案件材料',
      '1．民事判决书（执行依据）',
      expect.stringMatching(/^依照《.*》第六条、第七条规定，请予审查决定。$/),
    ]);
  });

  test('has no head over nothing', () => {
    const text = textOf(paper(scenes.submitted({ hasProperty: false, claimAmount: 0 }), 'APPLICATION'));
    expect(text).not.toMatch(/建议意见|案件材料|执行依据/);
    expect(text).toContain('尚未发现可供执行的财产。');
  });

  test.each([
    [
      'Art. 8, through the relay court',
      scenes.referred(),
      '需要协同执行，经吉林省长春市中级人民法院层报你院。',
      '第六条、第八条',
    ],
    ['Art. 9', scenes.ownCase(), '需要帮助、协调执行。', '第九条'],
  ])('%s', (_, of, asked, article) => {
    expect(paper(of, 'APPLICATION').addressee).toBe('吉');
    const text = textOf(paper(of, 'APPLICATION'));
    expect(text).toContain(asked);
    expect(text).toContain(`${article}规定，请予审查决定。`);
  });

  test('says when what was handed in on paper was received', () => {
    expect(lines(scenes.submitted({ channel: 'PAPER', receivedOn: '2019-03-01' }))).toContain(
      '本申请的纸质材料已于2019年3月1日收到。',
    );
  });

  test('is made again when it is corrected; the one before stays and says that it was replaced', () => {
    const of = amended({}, { cause: '借款合同纠纷' }, '案由有误');
    const [first, second] = papers(of, 'APPLICATION');
    expect(textOf(first!)).toContain('买卖合同纠纷');
    expect(textOf(second!)).toContain('借款合同纠纷');
    expect(textOf(second!)).toContain(
      '本申请书为第1次更正后的文本，此前的申请书以本申请书为准。\n更正说明：案由有误。',
    );
    expect(second!.blocks[2]?.text).toBe('（2016）吉0104执312号　第1次更正');
    const issued = issuedBy(of.events).map(({ seq, paper: { kind, addressee } }) => ({ seq, kind, addressee }));
    expect(issued.map((one) => standingOf(one, issued, of.state))).toEqual(['SUPERSEDED', 'VALID']);
  });
});

describe('its masked copy', () => {
  const masked = (parties: Party[], others: Stated = {}) =>
    textOf(maskPaper(paper(scenes.submitted({ parties, ...others }), 'APPLICATION'), { parties }));
  const person = (more: Partial<Party>): Party[] => [
    { side: 'applicant', name: '甲公司', kind: 'organization', identity: '91220104MA0000000X' },
    { side: 'respondent', name: '欧阳修文', kind: 'person', ...more },
  ];

  test.each([
    ['a number of any form', { identity: '军字第0037号' }, '证件号码：已隐去', '军字'],
    ['one that ends the line with a stop', { address: '河西三队老欧家。' }, '住所：已隐去', '老欧家'],
    ['one typed in full width', { identity: 'Ｋ０１２' }, '证件号码：已隐去', 'Ｋ'],
    ['one that the form has trimmed', { address: '河西  三队，' }, '住所：已隐去', '三队'],
  ])('hides %s', (_, more, shown, hidden) => {
    const text = masked(person(more));
    expect(text).toContain(`被执行人：欧阳某，${shown}。`);
    expect(text).not.toContain(hidden);
  });

  test('leaves what organisations are registered under, and hides nothing else for it', () => {
    const text = masked(person({ identity: '1' }), { matters: '腾退1号楼' });
    expect(text).toContain('统一社会信用代码：91220104MA0000000X');
    expect(text).toContain('腾退1号楼');
  });
});
