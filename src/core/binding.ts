import type { Storage, Store } from '#storage/storage.ts';
import type { Actor } from './kernel/actor.ts';
import type { Action } from './permissions/matrix.ts';
import { mayTry, refusalOf } from './permissions/policy.ts';

/** Deny by default: nothing can be called that was not bound with an action, and no action without its circle. */
export const createAct =
	(storage: Storage) =>
	<Input, Result>(
		action: Action,
		perform: (store: Store, actor: Actor, input: Input) => Promise<Result>
	) => {
		const bound = async (actor: Actor, input: Input): Promise<Result> => {
			if (!mayTry(action, actor)) throw refusalOf(action, actor);
			return perform(storage, actor, input);
		};
		return Object.assign(bound, { action });
	};
export type Act = ReturnType<typeof createAct>;
