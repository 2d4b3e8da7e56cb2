import type { Actor } from '../kernel/actor.ts';
import type { Action } from '../permissions/matrix.ts';
import { may } from '../permissions/policy.ts';

/** Officials of the authority answer, report and record decisions; centres never do (requirements §3, R-111). */
export const mayAnswer = (
	actor: Actor,
	{ authorityId }: { authorityId: string },
	action: Action = 'contribution.answer'
) => may(action, actor, { authorityId });
