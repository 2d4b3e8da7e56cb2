import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Role } from '#core/kernel/actor.ts';
import { administered, invite, invited, newcomer } from '../support/administrators.ts';
import { codeOf } from '../support/refusals.ts';

const address = '192.0.2.7';

describe('conflicts of roles', () => {
	/** Who holds the first gets the second? `null`: yes. */
	const cases = [
		['official@zhydachiv-rada', 'consultant@cip-zhydachiv', 'conflict_of_roles'],
		['official@zhydachiv-rada', 'coordinator@cip-zhydachiv', 'conflict_of_roles'],
		['official@zhydachiv-rada', 'consultant@cip-turka', null],
		['consultant@cip-zhydachiv', 'official@zhydachiv-rada', 'conflict_of_roles'],
		['coordinator@cip-turka', 'official@zhydachiv-rada', null],
		['consultant@cip-turka', 'official@turka-rada', 'conflict_of_roles'],
		['consultant@cip-zhydachiv', 'coordinator@cip-zhydachiv', null],
		['official@zhydachiv-rada', 'official@turka-rada', null],
		['official@zhydachiv-rada', 'official@zhydachiv-rada', 'role_held'],
		['consultant@cip-zhydachiv', 'admin@', null]
	] as const;
	const split = (held: string) => held.split('@') as [Role, string];

	test.each(cases)('%s takes up %s: %s', async (held, wanted, refusal) => {
		const world = await administered('first', 'second');
		const someone = await newcomer(world, 'someone');
		const [role, scopeId] = split(held);
		const scope = role === 'official' ? 'authority' : 'centre';
		await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
			db.insert(t.roles).values({ accountId: 'someone', role, scope, scopeId, since: now() })
		);
		const code = await invited(world, invite(...split(wanted)));
		const accepted = world.app.invitations.accept(someone, { code, address });
		if (refusal === null) await accepted;
		else expect(await codeOf(accepted)).toBe(refusal);
	});

	test('a centre that hosted one consultation of an authority counts as well', async () => {
		const world = await administered('first', 'second');
		const someone = await newcomer(world, 'someone');
		const { number } = await world.announced();
		await world.storage.write({ kind: 'system', job: 'test' }, async ({ db, t, now }) => {
			await db
				.update(t.consultations)
				.set({ hostCentreId: 'cip-drohobych' })
				.where(eq(t.consultations.number, number));
			const held = { role: 'consultant', scope: 'centre', scopeId: 'cip-drohobych' } as const;
			await db.insert(t.roles).values({ accountId: 'someone', ...held, since: now() });
		});
		const code = await invited(world, invite('official', 'zhydachiv-rada'));
		expect(await codeOf(world.app.invitations.accept(someone, { code, address }))).toBe(
			'conflict_of_roles'
		);
	});

	test('whoever took part keeps that account private', async () => {
		const world = await administered('first', 'second');
		const { number } = await world.open();
		await world.write(world.olena, number);
		for (const actor of [world.olena]) {
			const code = await invited(world, invite('consultant', 'cip-turka'));
			expect(await codeOf(world.app.invitations.accept(actor, { code, address }))).toBe(
				'conflict_of_roles'
			);
		}
	});
});

test('an authority announces nothing that a centre of its own official would host', async () => {
	const world = await administered();
	await world.storage.write({ kind: 'system', job: 'test' }, ({ db, t, now }) =>
		db.insert(t.roles).values([
			{
				accountId: 'olena',
				role: 'official',
				scope: 'authority',
				scopeId: 'zhydachiv-rada',
				since: now()
			},
			{
				accountId: 'olena',
				role: 'consultant',
				scope: 'centre',
				scopeId: 'cip-zhydachiv',
				since: now()
			}
		])
	);
	expect(await codeOf(world.announced())).toBe('conflict_of_roles');
});
