export function execute(
  program: string,
  args: readonly string[],
  options?: import('node:child_process').SpawnOptions,
): Promise<{ ok: boolean; output: string }>;
