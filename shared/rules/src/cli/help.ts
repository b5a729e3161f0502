import { everParents, PROVINCE, toAsciiCourt } from '../courts';
import { RULE_SET } from '../jurisdiction';

const { court } = PROVINCE.examples;

export const HELP = `协同执行规则计算（${RULE_SET}）

用法：npm run -s rule -- 主题 [选项]
结果为一行JSON；输入有误时输出 {"error":{"code","message"}}，退出码为1。

主题
  workdays     --court 法院 --from 日期 --count 天数      自次日起逐日计算工作日（1至400个），当日不计
  workday      --court 法院 --date 日期                   某日是否工作日及理由；日历未公布的为null
  net-age      --filed 立案日 [--exclude 起..止]… [--as-of 日期]
                                                          扣除法定期间后的两年净龄
  case-number  案号                                       识别案号
  court        名称或代码 --on 日期                       某日的法院名称、层级和上级法院
  legal-basis  --on 日期                                  决定书所引条款
  rate         --numerator 分子 --denominator 分母 --target 目标（百分数）
                                                          比率及是否达标
  allocation   --executing 法院 --deciding 法院 --on 日期 --courts JSON
                                                          调配建议（第五条）：按距离、案件负荷、近期被抽调次数排列；
                                                          courts每项为{"code","pending","officers","lent30"}
  article      条号                                       条文、系统的对应处理，以及有关的设置、命令和期限
  articles                                                全部十九条
  house-rules                                             全部内部规则的出厂值（设置，不是法律规定）
  batch        文件（“-”为标准输入）                      每行一个JSON请求，每行一个结果

法院可写代码（${court}或${toAsciiCourt(court)}）、全称或唯一的简称；日期为YYYY-MM-DD。
批量请求示例：{"topic":"workdays","region":"${toAsciiCourt(everParents(court)?.at(0) ?? court)}","from":"2018-09-20","count":10}
`;
