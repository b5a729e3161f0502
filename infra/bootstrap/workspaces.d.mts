export interface Workspace {
  name: string;
  folder: string;
  exports: Record<string, string>;
}
export function workspaces(root: string): Workspace[];
export function workspaceEntries(root: string): Map<string, string>;
