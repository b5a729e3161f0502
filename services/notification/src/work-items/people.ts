import { Problem } from '@xiezhi/service-kit';
import type { HttpClient } from '@xiezhi/service-kit';
import { z } from 'zod';

export interface Colleague {
  sub: string;
  name: string;
  roles: string[];
}

const answerSchema = z.object({
  people: z.array(z.object({ sub: z.string(), name: z.string(), roles: z.array(z.string()) })),
});

/** Who works at a court, as identity knows them now. */
export class People {
  constructor(
    private readonly http: HttpClient,
    private readonly issuer: string,
  ) {}

  /**
   * @throws Problem NOT_FOUND for someone who is not a person of this court; UNAVAILABLE where identity does not tell, as
   * a provider of the court's own may not
   */
  async one(court: string, sub: string): Promise<Colleague> {
    const found = (await this.of(court)).find((person) => person.sub === sub);
    if (!found) throw new Problem('NOT_FOUND', `本院没有账号为“${sub}”的在岗人员。`);
    return found;
  }

  private async of(court: string): Promise<Colleague[]> {
    try {
      return (await this.http.getJson(`${this.issuer}/people?${new URLSearchParams({ court })}`, answerSchema)).people;
    } catch (cause) {
      throw new Problem('UNAVAILABLE', '统一登录服务没有给出本院人员名单，暂时不能指派或者委托。', {
        retryAfter: 5,
        cause,
      });
    }
  }
}
