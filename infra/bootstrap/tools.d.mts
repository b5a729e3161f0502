export interface Tools {
  temporal?: string;
  nats?: string;
  mongod?: string;
  secantus?: string;
}
export function pythonProgram(): string | undefined;
export function cacheFolder(env?: NodeJS.ProcessEnv): string;
export function checkToolchains(root: string, env?: NodeJS.ProcessEnv): boolean;
export function ensureTools(root: string, env?: NodeJS.ProcessEnv): Promise<Tools>;
