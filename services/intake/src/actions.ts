import { actionsSchema } from '@xiezhi/contracts/views';
import { COMMAND_TITLES, optionsOf, toInstant } from '@xiezhi/rules';
import type { Actor, CommandOption, Role } from '@xiezhi/rules';
import { caseIdParams, readCase } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';

/** Of a person's several roles the first that can do a thing now counts; else the first it belongs to. */
function optionsFor(user: PersonUser, options: (actor: Actor) => CommandOption[]) {
  const found = new Map<string, CommandOption & { role: Role }>();
  for (const role of user.roles as readonly Role[]) {
    for (const option of options({ court: user.court, role, name: user.name, sub: user.sub })) {
      if (!found.get(option.command)?.allowed) found.set(option.command, { ...option, role });
    }
  }
  return [...found.values()];
}

/** `GET /collaborations/:caseId/actions`: what this person can do on the case now, and what not yet, with the reason. */
export function actionsRoute(service: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/actions',
    operationId: 'listActions',
    summary: '本人现在可以办理的事项，以及暂不能办理的原因',
    tags: ['collaborations'],
    security: 'user',
    params: caseIdParams,
    responses: { 200: actionsSchema },
    handler: async ({ params: { caseId }, user }) => {
      const { state } = await readCase(service, user, caseId, undefined);
      const now = toInstant(await service.clock.now());
      const items = optionsFor(user, (actor) => optionsOf(state, actor, now)).map((option) => ({
        ...option,
        title: COMMAND_TITLES[option.command],
      }));
      return { status: 200, body: { items } };
    },
  });
}
