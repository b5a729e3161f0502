import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paper } from '../../src/index';
import { decisionPaper } from '../../src/index';
import { person, PureCase } from '../support/pure-case';
import * as scenes from '../support/scenes';
import { paper, papers, textOf } from './issued';

const ruleText = readFileSync(join(__dirname, '../../data/rule-text.txt'), 'utf8');

/** The annex as a pattern: what it leaves open becomes “anything”, spaces and the width of brackets do not count. */
function annexPattern(withParticipants: boolean): RegExp {
  const form = ruleText
    .slice(ruleText.lastIndexOf('附件：') + '附件：'.length)
    .replace('(院印)', '')
    .replace(/\([写](?:[^()]|\([^)]*\))*\)/g, '')
    .replace(withParticipants ? '' : '及××××××人民法院', '')
    .replace(/\s+/g, '');
  const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/[×…]+/g, '.+?')}$`, 's');
}

function asOneLine(decision: Paper): string {
  return textOf({ ...decision, blocks: decision.blocks.filter(({ role }) => role !== 'copies') })
    .replace(/\s+/g, '')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .replaceAll('，', ',');
}

describe('协同执行决定书', () => {
  const approved = scenes.approved();

  it('has the annex’s words in the annex’s order, with participants', () => {
    expect(asOneLine(paper(approved, 'DECISION'))).toMatch(annexPattern(true));
  });

  it('has them without participants', () => {
    expect(asOneLine(paper(scenes.approved({ participants: [] }), 'DECISION'))).toMatch(annexPattern(false));
  });

  it('reads, word for word', () => {
    const decided = scenes.approved();
    expect(paper(decided, 'DECISION').blocks).toEqual([
      { role: 'court', text: '吉林省长春市中级人民法院' },
      { role: 'title', text: '协同执行决定书' },
      { role: 'number', text: '（2019）吉01协同执字第1号' },
      { role: 'addressee', text: '吉林省长春市朝阳区人民法院：' },
      {
        role: 'body',
        text: '你院执行的甲公司与乙公司买卖合同纠纷（执行案号：（2016）吉0104执312号）一案，因应当协同，依照《最高人民法院关于人民法院执行工作若干问题的规定（试行）》第132条第2款规定，决定如下：',
      },
      { role: 'body', text: '该案由本院与你院及吉林省长春市二道区人民法院协同执行。' },
      { role: 'date', text: '二〇一九年三月十二日' },
      { role: 'copies', text: '抄送：吉林省长春市二道区人民法院。' },
    ]);
  });

  it('carries the sample seal of the deciding court, the annex’s template and no note of a form of our own', () => {
    expect(paper(approved, 'DECISION')).toMatchObject({
      court: '吉01',
      seal: { courtName: '吉林省长春市中级人民法院', words: '样章·非正式' },
      templateVersion: 'annex-2018/2',
      formNote: null,
      watermark: null,
      at: approved.of('decision.approved')[0]?.at,
    });
  });

  it('names the instrument the case rests on', () => {
    const decided = scenes
      .underReview({ materials: [{ kind: '执行依据', title: '（2015）朝民初字第1846号民事判决书' }] })
      .does('2019-03-11 09:00', scenes.people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '同意' })
      .does('2019-03-12 09:00', scenes.people.director, 'review.decide', {
        outcome: 'APPROVE',
        reasons: '由你院单独执行有困难。',
      });
    expect(textOf(paper(decided, 'DECISION'))).toContain(
      '买卖合同纠纷（执行依据：（2015）朝民初字第1846号民事判决书；执行案号：（2016）吉0104执312号）一案，因由你院单独执行有困难，依照',
    );
  });

  const BASIS = {
    document: '民事判决书',
    number: '（2015）朝民初字第1846号',
    madeBy: '长春市朝阳区人民法院',
    date: '2015-11-02',
  };

  it('names the instrument as the application does, before any material of that kind', () => {
    const decided = scenes
      .underReview({ basis: BASIS, materials: [{ kind: '执行依据', title: '判决书复印件' }] })
      .does('2019-03-11 09:00', scenes.people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '同意' })
      .does('2019-03-12 09:00', scenes.people.director, 'review.decide', { outcome: 'APPROVE', reasons: '有困难。' });
    const made = paper(decided, 'DECISION');
    expect(textOf(made)).toContain(
      '（执行依据：长春市朝阳区人民法院2015年11月2日作出的（2015）朝民初字第1846号民事判决书；执行案号：',
    );
    expect(made.warnings).toEqual([]);
  });

  it('tells its signer where no instrument is named', () => {
    expect(paper(approved, 'DECISION').warnings).toEqual([
      '没有写明执行依据，附件要求写明：报请没有填写，材料中也没有执行依据。',
    ]);
  });

  it('cites item 74 from 2021 on', () => {
    const late = scenes.approved().of('decision.approved')[0]!;
    const decision = { ...late.payload, decidedOn: '2021-01-01', legalBasis: '第74条第2款' };
    const made = decisionPaper(scenes.approved().state, decision, late.payload.documents[0]!, late.at);
    expect(textOf(made)).toContain('第74条第2款规定，决定如下');
    expect(textOf(made)).toContain('二〇二一年一月一日');
  });

  describe('in a series (3-5)', () => {
    const related = ['（2018）吉0202执55号', '（2018）吉0502执9号'];
    const series = PureCase.open(
      '2019-03-04 10:00',
      scenes.people.applicant,
      'application.submit',
      scenes.application({ to: '吉', grounds: [{ code: '3-5', relatedCases: related }] }),
    )
      .does('2019-03-06 09:00', scenes.relayPeople.director, 'application.forward', {
        opinion: 'AGREE',
        reasons: '同意',
      })
      .does('2019-03-07 09:00', scenes.highPeople.handler, 'application.accept')
      .does('2019-03-11 09:00', scenes.highPeople.handler, 'review.propose', { outcome: 'APPROVE', reasons: '系列案' })
      .does('2019-03-12 09:00', scenes.highPeople.director, 'review.decide', {
        outcome: 'APPROVE',
        reasons: '系列案件需要统一处置',
        participants: ['吉0202'],
      });
    const decisions = papers(series, 'DECISION');

    it('is one paper for each executing court, the further ones numbered 之一, 之二', () => {
      expect(decisions.map(({ number, addressee }) => [number, addressee])).toEqual([
        ['（2019）吉协同执字第1号', '吉0104'],
        ['（2019）吉协同执字第1号之一', '吉0202'],
        ['（2019）吉协同执字第1号之二', '吉0502'],
      ]);
    });

    it('tells each court of its own case', () => {
      expect(textOf(decisions[1]!)).toContain(
        '你院执行的（2018）吉0202执55号一案，系吉林省长春市朝阳区人民法院执行的甲公司与乙公司',
      );
      expect(textOf(decisions[2]!)).toContain('你院执行的（2018）吉0502执9号一案');
    });

    it('goes in copy to participants, relay court and the participants’ intermediate courts, never to its own addressee', () => {
      expect(decisions.map((one) => one.blocks.at(-1)?.text)).toEqual([
        '抄送：吉林省吉林市昌邑区人民法院、吉林省长春市中级人民法院、吉林省吉林市中级人民法院。',
        '抄送：吉林省长春市中级人民法院、吉林省吉林市中级人民法院。',
        '抄送：吉林省吉林市昌邑区人民法院、吉林省长春市中级人民法院、吉林省吉林市中级人民法院。',
      ]);
    });
  });

  it('spreads long reasons over paragraphs and ends them in the legal basis', () => {
    const event = scenes.approved().of('decision.approved')[0]!;
    const reasons = Array.from({ length: 30 }, (_, line) => `第${line + 1}项事实。`).join('\n');
    const made = decisionPaper(
      scenes.approved().state,
      { ...event.payload, reasons },
      event.payload.documents[0]!,
      event.at,
    );
    const bodies = made.blocks.filter(({ role }) => role === 'body').map(({ text }) => text);
    expect(bodies).toHaveLength(31);
    expect(bodies[0]).toMatch(/一案，因第1项事实。$/);
    expect(bodies[29]).toMatch(/^第30项事实，依照/);
  });

  it.each([
    ['control characters', '甲\u0000公\u0007司', '甲公司', 1],
    ['right-to-left marks', '\u202e甲公司\u202c', '甲公司', 1],
    ['half characters', '甲\ud842公司', '甲〓公司', 1],
    ['zero-width characters', '甲\u200b公\ufeff司', '甲公司', 1],
    ['markup', '<w:p>&甲公司', '<w:p>&甲公司', 0],
  ])('prints a party’s name with %s as it can be read, and says so', (_, name, printed, warnings) => {
    const event = scenes.approved().of('decision.approved')[0]!;
    const { state } = scenes.approved();
    const parties = [{ side: 'applicant' as const, name, kind: 'organization' as const }];
    const caseFields = { ...state.caseFields, parties, basis: BASIS };
    const made = decisionPaper({ ...state, caseFields }, event.payload, event.payload.documents[0]!, event.at);
    expect(textOf(made)).toContain(`你院执行的${printed}买卖合同纠纷`);
    expect(made.warnings).toHaveLength(warnings);
  });

  it.each([
    ['a name of nothing but invisible marks', { name: '\u200b\u202e' }, {}],
    ['reasons nobody could read', {}, { reasons: '甲'.repeat(20_001) }],
  ])('refuses %s', (_, party, decision) => {
    const event = scenes.approved().of('decision.approved')[0]!;
    const { state } = scenes.approved();
    const parties = [{ side: 'applicant' as const, kind: 'person' as const, name: '甲', ...party }];
    expect(() =>
      decisionPaper(
        { ...state, caseFields: { ...state.caseFields, parties } },
        { ...event.payload, ...decision },
        event.payload.documents[0]!,
        event.at,
      ),
    ).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });

  it('names all of 120 parties', () => {
    const parties = Array.from({ length: 120 }, (_, index) => ({
      side: index < 100 ? ('applicant' as const) : ('respondent' as const),
      name: `当事人${index}`,
      kind: 'person' as const,
    }));
    const { state } = scenes.approved();
    const event = scenes.approved().of('decision.approved')[0]!;
    const made = decisionPaper(
      { ...state, caseFields: { ...state.caseFields, parties } },
      event.payload,
      event.payload.documents[0]!,
      event.at,
    );
    expect(textOf(made)).toContain('当事人99与当事人100');
    expect(parties.every(({ name }) => textOf(made).includes(name))).toBe(true);
  });

  it('is signed by the High Court in a case of an intermediate court’s own (Art. 9)', () => {
    const own = scenes
      .ownCase()
      .does('2019-03-05 09:00', person('吉', 'handler'), 'application.accept')
      .does('2019-03-11 09:00', person('吉', 'handler'), 'review.propose', { outcome: 'APPROVE', reasons: '同意' })
      .does('2019-03-12 09:00', person('吉', 'bureauDirector'), 'review.decide', {
        outcome: 'APPROVE',
        reasons: '同意',
      });
    const decision = paper(own, 'DECISION');
    expect(decision.courtName).toBe('吉林省高级人民法院');
    expect(decision.blocks.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['吉林省长春市中级人民法院：', '该案由本院与你院协同执行。']),
    );
  });
});
