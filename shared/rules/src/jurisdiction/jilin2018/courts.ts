import type { CourtRecord } from '../../courts/courts';
import { Courts } from '../../courts/courts';
import records from '../../data/courts.json';

export const COURTS = new Courts(
  {
    name: '吉林省',
    short: '吉林',
    sign: '吉',
    ascii: 'jl',
    shortPlaces: [
      [/前郭尔罗斯蒙古族自治县/, '前郭县'],
      [/伊通满族自治县/, '伊通县'],
      [/长白朝鲜族自治县/, '长白县'],
      [/延边朝鲜族自治州/, '延边州'],
    ],
    knownAs: [
      ['前郭尔罗斯', '前郭'],
      ['伊通满族', '伊通'],
      ['长白朝鲜族', '长白'],
      ['长春新区', '长春新区'],
      ['公主岭', '公主岭'],
      ['梅河口', '梅河口'],
      ['二道江', '二道江'],
      ['汽车经济技术开发区', '汽开区'],
      ['经济技术开发区', '经开区'],
      ['净月', '净月'],
      ['高新技术产业开发区', '高新区'],
      ['白石山', '白石山'],
      ['延边朝鲜族自治州', '延边'],
      ['长春铁路', '长春铁路'],
      ['长春林区', '长春林区'],
      ['延边林区', '延边林区'],
    ],
    examples: { court: '吉0104', caseNumber: '（2018）吉0104执312号', olderCaseNumber: '（2014）朝执字第256号' },
  },
  records as CourtRecord[],
);
