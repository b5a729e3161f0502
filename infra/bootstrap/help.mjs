// Here and not in the launcher, so that it can be read before anything is installed.
export const START_HELP = `用法：npm start [-- 选项]

启动獬豸的全部组成部分（Temporal、NATS、数据库、各项服务），就绪后列出访问地址；按 Ctrl-C 依次停止。
再次启动沿用原有数据。

选项
  --rehearsal        启动演练环境：独立的数据目录，法院时钟可以拨动，开始时没有案件
  --empty            不放入演示案件（默认在没有任何案件的正式环境中放入约三百件演示案件）
  --no-demo          既不建立演示账号，也不放入演示案件
  --demo-data        演练环境中也放入演示案件
  --help             显示本说明

环境变量
  XIEZHI_DATA        数据目录（默认 .data；演练环境为 .data-rehearsal）
  XIEZHI_PORT_BASE   端口基数（默认 8700：受理 8701、决定 8702、指挥中心 8703、通知 8704、身份 8705、控制台 8706、台账 8707，
                     Temporal 7233、其页面 8233、NATS 4222、数据库 27117；换用其他基数时，后四项为基数加 11 至 14）
  XIEZHI_REHEARSAL=1 同 --rehearsal
  TEMPORAL_ADDRESS、NATS_URL、MONGODB_URI、OIDC_ISSUER
                     使用已有的服务器，不再启动相应的内置部分
  XDG_CACHE_HOME     编译好的工具所在的缓存目录（默认 ~/.cache）

其他命令
  npm run status     查看各部分是否在运行`;
