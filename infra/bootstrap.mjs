// node infra/bootstrap.mjs install|start|dev|status|doctor|test|scenario|bench|rule|token|verify-ledger [ARGUMENTS]
//
// Runs on a fresh clone, before anything is installed: only Node's own modules. This file must also be readable by an old
// Node, so that its owner is told what to do; everything newer lies behind the dynamic import.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}：请安装后重新运行。`);
  console.error(
    `Node.js 20.19 or newer is needed, this is ${process.versions.node}: install it and run the command again.`,
  );
  process.exit(1);
}
const { run } = await import('./bootstrap/run.mjs');
await run(process.argv.slice(2));
