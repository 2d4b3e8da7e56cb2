import { onTestFinished } from 'vitest';
import type { TypedChange } from '#core/administration/commands/propose.ts';
import type { AccountActor, Role } from '#core/kernel/actor.ts';
import { account, addAccounts, createWorld } from './world.ts';

const network = [{ role: 'admin' as Role, scope: 'network' as const, scopeId: '' }];

/** A world with administrators who have just entered their second factor; it ends with its test. */
export async function administered(...ids: string[]) {
	const world = await createWorld();
	onTestFinished(() => world.storage.close());
	const actors = ids.map((id) => account(id, { name: `Адміністратор ${id}`, roles: network }));
	await addAccounts(world.storage, actors);
	const fresh = (actor: AccountActor): AccountActor => ({
		...actor,
		secondFactorAt: world.now(),
		sessionId: null
	});
	return { ...world, admins: actors.map(fresh), fresh };
}
export type Administered = Awaited<ReturnType<typeof administered>>;

export const reason = 'Так вирішила рада мережі 20 листопада.';

export const invite = (role: Role, scopeId = '', name = 'Марія Савчук'): TypedChange => ({
	kind: 'invite',
	role,
	scopeId,
	name,
	post: 'начальниця відділу',
	email: '',
	language: 'uk'
});

/** Somebody with an account and nothing else. */
export async function newcomer({ storage, fresh }: Administered, id: string) {
	const actor = account(id, { name: 'Новий Працівник' });
	await addAccounts(storage, [actor]);
	return fresh(actor);
}

/** Two administrators invite to a role; answers the code. */
export async function invited(world: Administered, change: TypedChange): Promise<string> {
	const [first, second] = world.admins.map(world.fresh);
	const { id } = await world.app.administration.propose(first!, { change, reason });
	const { invitation } = await world.app.administration.decide(second!, {
		id,
		outcome: 'approved',
		remark: ''
	});
	return invitation!.code;
}
