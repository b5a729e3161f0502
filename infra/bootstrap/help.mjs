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
                     Temporal 7233、其页面 8233、NATS 4222、其监测 8222、数据库 27117；换用其他基数时，后五项为基数加 11 至 15）
  XIEZHI_REHEARSAL=1 同 --rehearsal
  TEMPORAL_ADDRESS、NATS_URL、MONGODB_URI、OIDC_ISSUER
                     使用已有的服务器，不再启动相应的内置部分
  XDG_CACHE_HOME     编译好的工具所在的缓存目录（默认 ~/.cache）

其他命令
  npm run status     查看各部分是否在运行，查询数据、事件、自检与磁盘的情况
  npm run doctor     逐件核对流程与案件记录，不一致的按案件记录重新启动
  npm run backup     在运行时备份（说明：npm run backup -- --help）
  npm run restore    把备份恢复到空的数据目录（说明：npm run restore -- --help）`;

export const DEV_HELP = `用法：npm run dev [-- 选项] [部分 …]

启动全部组成部分，并在源文件改动后重新构建、重新启动正在开发的部分：intake、decision、command-center、notification、identity、console、worker；不写即为全部。
控制台的网页由 Vite 按源文件提供（端口基数加 9），其余请求转给正在运行的控制台。
选项、环境变量和数据目录与 npm start 相同（npm start -- --help）。`;
