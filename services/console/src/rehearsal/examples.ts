import { readScenario, type Scenario } from '@xiezhi/client/play';
import type { Example } from '@xiezhi/contracts/views';
import { Problem } from '@xiezhi/service-kit';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The build puts the worked examples of tests/scenarios here. */
const FOLDER = fileURLToPath(new URL('../dist/examples/', import.meta.url));

/** The stories that come with the system, by number. */
export class Examples {
  private readonly stories: Map<string, Scenario>;

  constructor(folder = FOLDER) {
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    const stories = files.sort().map((name) => readScenario(join(folder, name)));
    this.stories = new Map(stories.map((story) => [story.id, story]));
  }

  list(): Example[] {
    return [...this.stories.values()].map(({ id, title = '', steps }) => ({
      id,
      title,
      steps: steps.length,
      from: steps[0]?.at ?? '',
      to: steps.at(-1)?.at ?? '',
    }));
  }

  /** @throws Problem NOT_FOUND */
  story(id: string): Scenario {
    const found = this.stories.get(id);
    if (found) return found;
    throw new Problem('NOT_FOUND', `没有编号为 ${id} 的示例场景。`);
  }
}
