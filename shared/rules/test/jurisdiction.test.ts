import {
  articleView,
  COLLABORATION,
  countWorkdays,
  defaultSettings,
  dutiesOf,
  evaluateGround,
  findCourt,
  houseRule,
  houseRulesView,
  JURISDICTION,
  knownRegions,
  maySee,
  notesOf,
  optionsOf,
  papersOf,
  parseCaseNumber,
  regionName,
  regionsOf,
  ruleView,
  settingsInForce,
  settingsProblems,
  SHIPPED_CALENDAR,
  visibleToCourts,
} from '../src/index';
import type { Paper } from '../src/index';
import { INVENTED, INVENTED_KIND, inventedApplication, inventedPeople } from './support/invented-province';
import { contextWith, instant, person, PureCase } from './support/pure-case';
import { application, people } from './support/scenes';

const { applicant, reviewer, director, inspector } = inventedPeople;
const { courts, settings } = INVENTED;
const context = contextWith({ settings });

// Tuesday 2021-03-02; the month has no holidays.
const opened = () =>
  PureCase.open('2021-03-02 10:00', applicant, 'application.submit', inventedApplication(), context, INVENTED_KIND);
const decided = () =>
  opened()
    .does('2021-03-03 09:00', reviewer, 'application.register')
    .does('2021-03-04 09:00', reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '符合' })
    .does('2021-03-05 09:00', director, 'review.decide', { outcome: 'APPROVE', reasons: '同意' });

describe('a case in another province', () => {
  test('is reviewed in its own eight working days', () => {
    expect(opened().deadline('REVIEW')).toMatchObject({ workdays: 8, due: '2021-03-12', calendar: 'national-2021@1' });
  });

  test('is served in its own three, which are a setting', () => {
    expect(decided().deadline('SERVICE')).toMatchObject({ workdays: 3, due: '2021-03-10' });
  });

  test('a period that is as in Jilin is counted as there', () => {
    expect(opened().deadline('CORRECTION_NOTICE')).toMatchObject({ workdays: 2, due: '2021-03-04' });
  });

  test('has a number of its own court and form', () => {
    const { documentNumber, decision } = decided().state;
    expect(documentNumber).toBe('（2021）某01协执决1号');
    expect(decision?.documents).toEqual([{ number: documentNumber, addressee: '某0102', copies: [] }]);
  });

  test('goes on to the plan once its executing court has the decision', () => {
    const c = decided().does('2021-03-08 09:00', applicant, 'decision.acknowledge');
    expect(c.state.status).toBe('DECISION_SERVED');
    expect(c.deadline('PLAN')).toMatchObject({ court: '某01', due: '2021-03-22' });
  });

  test('lateness is told to its own courts', () => {
    const late = opened().idleUntil('2021-03-15 09:00').of('deadline.escalated').at(-1);
    expect(late?.payload.to).toEqual([
      { court: '某01', role: 'bureauDirector' },
      { court: '某', role: 'bureauDirector' },
    ]);
  });

  test('an appeal to the High Court over the head of the court above needs another region, of which it has none', () => {
    const to = inventedApplication({ to: '某' });
    expect(PureCase.refusal('2021-03-02 10:00', applicant, 'application.submit', to, context, INVENTED_KIND)).toBe(
      'ROUTE_NOT_AVAILABLE',
    );
  });

  test('before its own day of effect it is warned of', () => {
    const early = (kind: typeof COLLABORATION, who: typeof applicant, fields: ReturnType<typeof inventedApplication>) =>
      PureCase.open('2019-03-04 10:00', who, 'application.submit', fields, context, kind).state.warnings;
    const young = inventedApplication({ filingDate: '2016-06-15' });
    expect(early(INVENTED_KIND, applicant, young)).toEqual(['BEFORE_EFFECTIVE_DATE']);
    expect(early(COLLABORATION, people.applicant, application())).toEqual([]);
  });

  test('a setting that came later has the default of its own province', () => {
    const { 'HR-03': _, ...before } = settings.workdays;
    const old = contextWith({ settings: { ...settings, workdays: before as typeof settings.workdays } });
    const c = PureCase.open(
      '2021-03-02 10:00',
      applicant,
      'application.submit',
      inventedApplication(),
      old,
      INVENTED_KIND,
    )
      .does('2021-03-03 09:00', reviewer, 'application.register')
      .does('2021-03-04 09:00', reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '符合' })
      .does('2021-03-05 09:00', director, 'review.decide', { outcome: 'APPROVE', reasons: '同意' });
    expect(c.deadline('SERVICE').workdays).toBe(3);
  });

  test('a series is told by its own numbers, and each of its courts is addressed', () => {
    const grounds = [{ code: '3-5' as const, relatedCases: ['（2018）某01执8号'] }];
    const c = PureCase.open(
      '2021-03-02 10:00',
      applicant,
      'application.submit',
      inventedApplication({ grounds }),
      context,
      INVENTED_KIND,
    );
    expect(c.state.grounds).toMatchObject([{ code: '3-5', met: true }]);
    c.does('2021-03-03 09:00', reviewer, 'application.register')
      .does('2021-03-04 09:00', reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '符合' })
      .does('2021-03-05 09:00', director, 'review.decide', { outcome: 'APPROVE', reasons: '同意' });
    expect(c.state.decision?.documents.map(({ number, addressee }) => [number, addressee])).toEqual([
      ['（2021）某01协执决1号', '某0102'],
      ['（2021）某01协执决1号之一', '某01'],
    ]);
  });

  test('a file made whole again is judged by its own courts', () => {
    const grounds = [{ code: '3-5' as const, relatedCases: ['（2018）某01执8号'] }];
    const given = inventedApplication({ grounds });
    const c = PureCase.open('2021-03-02 10:00', applicant, 'application.submit', given, context, INVENTED_KIND)
      .does('2021-03-03 09:00', reviewer, 'correction.request', { missing: ['清单'] })
      .does('2021-03-04 09:00', applicant, 'application.supplement', {
        materials: [{ kind: '清单', title: '财产清单' }],
        complete: true,
      });
    expect(c.state.grounds).toMatchObject([{ code: '3-5', met: true }]);
    expect(c.deadline('REVIEW')).toMatchObject({ startedOn: '2021-03-04', due: '2021-03-16' });
  });

  test('a published calendar recounts by its own length', () => {
    const notice = { region: 'national', year: 2021, version: 2, makeup: [], off: ['2021-03-08'], notice: '临时放假' };
    const c = opened().publish('2021-03-05 10:00', { ...notice });
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2021-03-15', workdays: 8 });
  });
});

describe('an intermediate court’s own case there, which the High Court decides', () => {
  const { owner, high, chief } = {
    owner: person('某01', 'handler'),
    high: person('某', 'handler'),
    chief: person('某', 'bureauDirector'),
  };
  const own = () =>
    PureCase.open(
      '2021-03-02 10:00',
      owner,
      'application.submit',
      inventedApplication({ to: '某', caseNumber: '（2018）某01执9号' }),
      context,
      INVENTED_KIND,
    )
      .does('2021-03-03 09:00', high, 'application.accept')
      .does('2021-03-04 09:00', high, 'review.propose', { outcome: 'APPROVE', reasons: '符合' });
  const approve = (participants: string[]) => ({ outcome: 'APPROVE' as const, reasons: '同意', participants });
  const helped = () => own().does('2021-03-05 09:00', chief, 'review.decide', approve(['某0102']));

  test('calls upon a court of its own, by its name, and warns of the distance', () => {
    const { decision, warnings, participants } = helped().state;
    expect(participants).toEqual(['某0102']);
    expect(decision?.operative).toBe('该案由本院与你院及某省甲市乙区人民法院协同执行。');
    expect(warnings).toEqual(['FAR_PARTICIPANT']);
  });

  test.each([
    ['a court of Jilin', '吉0104', 'COURT_UNKNOWN'],
    ['the executing court itself', '某01', 'VALIDATION'],
  ])('not upon %s', (_, court, code) => {
    expect(own().refusal('2021-03-05 09:00', chief, 'review.decide', approve([court]))).toBe(code);
  });

  test('nor later', () => {
    const change = { add: ['吉0104'], reasons: '调整' };
    expect(helped().refusal('2021-03-08 09:00', chief, 'participants.change', change)).toBe('COURT_UNKNOWN');
  });
});

describe('its papers', () => {
  const refused = () =>
    opened()
      .does('2021-03-03 09:00', reviewer, 'application.register')
      .does('2021-03-04 09:00', reviewer, 'review.propose', { outcome: 'REFUSE', reasons: '不符合' })
      .does('2021-03-05 09:00', director, 'review.decide', { outcome: 'REFUSE', reasons: '不符合' });
  const of = (c: PureCase, type: 'decision.approved' | 'decision.refused' | 'application.lapsed') =>
    papersOf(c.of(type)[0]!, c.state, INVENTED)[0]!;
  const textOf = ({ blocks }: Paper) => blocks.map(({ text }) => text).join('\n');

  test('are made in the name of its courts, to its courts', () => {
    const paper = of(decided(), 'decision.approved');
    expect(paper).toMatchObject({ courtName: '某省甲市中级人民法院', number: '（2021）某01协执决1号' });
    expect(textOf(paper)).toContain('某省甲市乙区人民法院：');
  });

  test('cite its text', () => {
    expect(textOf(of(refused(), 'decision.refused'))).toContain('依照《关于协同执行的规定》第七条规定');
  });

  test('give its periods', () => {
    const c = opened()
      .does('2021-03-03 09:00', reviewer, 'correction.request', { missing: ['清单'] })
      .idleUntil('2021-03-20 09:00');
    expect(textOf(of(c, 'application.lapsed'))).toContain('请于6个工作日内报送');
  });
});

describe('who may act in it', () => {
  const attempts = [
    ['the court above the executing one registers', reviewer, undefined],
    ['the executing court itself does not', applicant, 'FORBIDDEN'],
    ['the High Court stands above, and does not decide', person('某', 'handler'), 'FORBIDDEN'],
    ['a court of Jilin is not to know of it', person('吉01', 'handler'), 'NOT_FOUND'],
  ] as const;
  test.each(attempts)('%s', (_, actor, code) => {
    expect(opened().refusal('2021-03-03 09:00', actor, 'application.register')).toBe(code);
  });

  test('the court above urges what is owed below', () => {
    const officer = person('某', 'commandOfficer');
    const given = { kind: 'REVIEW' } as const;
    expect(opened().refusal('2021-03-03 09:00', officer, 'duty.urge', given)).toBeUndefined();
    const strange = person('吉', 'commandOfficer');
    expect(opened().refusal('2021-03-03 09:00', strange, 'duty.urge', given)).toBe('NOT_FOUND');
  });

  test('its courts see it, from the bottom to the top', () => {
    expect(visibleToCourts(opened().state, '2021-03-03', courts)).toEqual(['某', '某01', '某0102']);
  });

  test.each([
    ['某', true],
    ['吉', false],
  ])('an inspector of the High Court %s reads what is restricted: %p', (court, sees) => {
    const grounds = [{ code: '3-2' as const, facts: '受干预' }];
    const fields = inventedApplication({ grounds });
    const c = PureCase.open('2021-03-02 10:00', applicant, 'application.submit', fields, context, INVENTED_KIND);
    expect(maySee(c.state, { court, roles: ['inspector'] }, '2021-03-03', courts)).toBe(sees);
  });

  test('what can be done is offered to its own people', () => {
    const offered = optionsOf(opened().state, reviewer, instant('2021-03-03 09:00'), INVENTED);
    expect(offered.filter(({ allowed }) => allowed).map(({ command }) => command)).toContain('application.register');
  });

  test('its duties name its courts', () => {
    expect(dutiesOf(decided().state, courts)).toContainEqual(
      expect.objectContaining({ command: 'decision.acknowledge', court: '某0102', id: 'decision.acknowledge:mou0102' }),
    );
  });

  test('an inspector of its High Court may know of it, and not register it', () => {
    expect(opened().refusal('2021-03-03 09:00', inspector, 'application.register')).toBe('FORBIDDEN');
  });
});

describe('what belongs to one province is refused in another', () => {
  test.each([
    ['an application of a court of Jilin', people.applicant, {}, 'COURT_UNKNOWN'],
    ['an application to one', applicant, { to: '吉01' }, 'COURT_UNKNOWN'],
    ['a case number of Jilin', applicant, { caseNumber: '（2018）吉0104执7号' }, 'CASE_NUMBER_INVALID'],
    ['a case taken over from there', applicant, { transferredFrom: '吉0104' }, 'COURT_UNKNOWN'],
  ])('%s', (_, actor, fields, code) => {
    const given = inventedApplication(fields);
    expect(PureCase.refusal('2021-03-02 10:00', actor, 'application.submit', given, context, INVENTED_KIND)).toBe(code);
  });

  test('and the other way round: its courts are unknown in Jilin', () => {
    expect(PureCase.refusal('2021-03-02 10:00', applicant, 'application.submit', inventedApplication(), context)).toBe(
      'COURT_UNKNOWN',
    );
  });

  test('a wrong number is corrected in its own words', () => {
    expect(() => parseCaseNumber('（2018）吉0104执7号', courts)).toThrow(
      '案号格式无效，第7字起“吉0104执7号”处有误：应为某法院的代字，“某”后为两位或者四位数字，或者没有数字；正确的案号如“（2018）某0102执7号”。',
    );
  });

  test('property in Jilin lies outside the province', () => {
    const claim = { code: '3-6', propertyPlace: '吉林省长春市' } as const;
    const at = { executingCourt: '某0102', hasProperty: true, netAge: null, asOf: '2021-03-02', courts };
    expect(evaluateGround(claim, at)).toMatchObject({ outOfProvince: true });
    expect(evaluateGround({ code: '3-6', propertyCourt: '吉01' }, at)).toMatchObject({ outOfProvince: true });
  });
});

describe('what is asked without a case', () => {
  test.each([
    ['某0102', '某0102'],
    ['MOU01', '某01'],
    ['乙区法院', '某0102'],
    ['某高院', '某'],
    ['长春中院', undefined],
  ])('a court is found by %s', (text, code) => {
    expect(findCourt(text, '2021-03-02', courts)?.code).toBe(code);
  });

  test('its courts keep the national calendar and no region’s', () => {
    expect(knownRegions(INVENTED)).toEqual(['national']);
    expect(regionsOf('某0102', INVENTED)).toEqual(['national']);
    expect(regionName('yanbian', INVENTED)).toBe('yanbian');
    expect(() => regionsOf('吉24', INVENTED)).toThrow(expect.objectContaining({ code: 'COURT_UNKNOWN' }));
  });

  test('its days are counted in any book that says whose it is', () => {
    const book = { ...SHIPPED_CALENDAR, territory: INVENTED };
    expect(countWorkdays(book, '某01', '2021-03-02', 3).due).toBe('2021-03-05');
  });

  test('its number is no number of another court', () => {
    expect(notesOf(opened().state, courts)).toEqual([]);
  });

  test('what may be set is what its periods leave open, with its own defaults', () => {
    const shown = houseRulesView(settings, INVENTED).settings;
    expect(shown.find(({ id }) => id === 'HR-03')).toMatchObject({ default: 3, words: '3个工作日' });
    expect(shown.map(({ id }) => id)).not.toContain('HR-04');
    expect(settingsProblems({ 'HR-04': 5 }, INVENTED.catalogue)).toHaveLength(1);
    expect(settingsInForce([], '2021-03-02', settings)).toBe(settings);
  });

  test('one setting has one default', () => {
    const { service } = INVENTED.periods;
    const torn = { ...INVENTED.periods, service: { ...service, length: houseRule('HR-03', 4, '送达') } };
    expect(() => defaultSettings(torn)).toThrow('HR-03 is 4 and 3');
  });

  test('the rulebook gives its text, its day and its periods', () => {
    expect(ruleView(settings, INVENTED)).toMatchObject({ ruleSet: '某高法〔2020〕1号', effectiveFrom: '2020-01-01' });
    expect(articleView(7, settings, INVENTED).deadlines).toContainEqual(
      expect.objectContaining({ kind: 'REVIEW', period: '8个工作日', law: true }),
    );
  });
});

test('the jurisdiction in force is Jilin’s of 2018', () => {
  const { ruleSet, effectiveFrom, courts: own } = JURISDICTION;
  expect({ ruleSet, effectiveFrom, high: own.byCode(own.high, '2018-05-14')?.name }).toEqual({
    ruleSet: '吉高法〔2018〕45号',
    effectiveFrom: '2018-05-14',
    high: '吉林省高级人民法院',
  });
});
