import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { administered, invite, invited, newcomer, reason } from '../support/administrators.ts';
import { codeOf } from '../support/refusals.ts';

const address = '192.0.2.7';
const approve = (id: string) => ({ id, outcome: 'approved', remark: '' });
const endRole = (accountId: string, role = 'admin', scopeId = '') =>
	({ kind: 'end_role', accountId, role, scopeId }) as const;

async function rolesOf(
	{ storage: { db, t } }: { storage: Awaited<ReturnType<typeof administered>>['storage'] },
	id: string
) {
	const rows = await db.select().from(t.roles).where(eq(t.roles.accountId, id));
	return rows.map(({ role, scopeId }) => `${role}@${scopeId}`);
}

describe('two persons', () => {
	test('nobody approves what they proposed; another administrator does', async () => {
		const world = await administered('first', 'second');
		const [first, second] = world.admins;
		const { id, invitation } = await world.app.administration.propose(first!, {
			change: invite('official', 'zhydachiv-rada'),
			reason
		});
		expect(invitation).toBeNull();
		expect(await codeOf(world.app.administration.decide(first!, approve(id)))).toBe(
			'second_administrator_needed'
		);
		const decided = await world.app.administration.decide(second!, approve(id));
		expect(decided.invitation?.code).toMatch(/^\w{4}(-\w{4}){3}$/);
		expect(await codeOf(world.app.administration.decide(second!, approve(id)))).toBe(
			'already_settled'
		);
	});

	test('whoever proposed may withdraw, nobody else', async () => {
		const world = await administered('first', 'second');
		const [first, second] = world.admins;
		const { id } = await world.app.administration.propose(first!, {
			change: endRole('official', 'official', 'zhydachiv-rada'),
			reason
		});
		const withdraw = { id, outcome: 'withdrawn', remark: '' };
		expect(await codeOf(world.app.administration.decide(second!, withdraw))).toBe('not_allowed');
		await world.app.administration.decide(first!, withdraw);
		expect(await rolesOf(world, 'official')).toEqual(['official@zhydachiv-rada']);
	});

	test('a proposal is over after fourteen days', async () => {
		const world = await administered('first', 'second');
		const [first, second] = world.admins;
		const { id } = await world.app.administration.propose(first!, {
			change: invite('admin'),
			reason
		});
		world.moveTo('2026-12-08T10:00:01Z');
		expect(await codeOf(world.app.administration.decide(world.fresh(second!), approve(id)))).toBe(
			'already_settled'
		);
	});

	test('the second factor is asked for again after five minutes', async () => {
		const world = await administered('first', 'second');
		const change = invite('admin');
		const [first] = world.admins;
		world.moveTo('2026-11-24T10:05:01Z');
		expect(await codeOf(world.app.administration.propose(first!, { change, reason }))).toBe(
			'second_factor_needed'
		);
		await world.app.administration.propose(world.fresh(first!), { change, reason });
	});

	test('a single administrator does one thing alone: invites the second', async () => {
		const world = await administered('only');
		const [only] = world.admins;
		const { app } = world;
		for (const change of [
			invite('official', 'zhydachiv-rada'),
			endRole('official', 'official', 'zhydachiv-rada')
		])
			expect(await codeOf(app.administration.propose(only!, { change, reason }))).toBe(
				'second_administrator_needed'
			);
		const { invitation } = await app.administration.propose(only!, {
			change: invite('admin'),
			reason
		});
		expect(
			await codeOf(app.administration.propose(only!, { change: invite('admin'), reason }))
		).toBe('second_administrator_needed');
		const second = await newcomer(world, 'second');
		await app.invitations.accept(second, { code: invitation!.code, address });
		expect(await rolesOf(world, 'second')).toEqual(['admin@']);
		expect(
			(await app.administration.propose(only!, { change: invite('admin'), reason })).invitation
		).toBeNull();
	});

	test('a suspended administrator still counts as the second, so that nobody makes themselves alone', async () => {
		const world = await administered('first', 'second');
		const [first] = world.admins;
		await world.app.administration.suspend(first!, { accountId: 'second', reason });
		const { invitation } = await world.app.administration.propose(first!, {
			change: invite('admin'),
			reason
		});
		expect(invitation).toBeNull();
	});

	test('rules change with a new version; consultations announced before keep theirs', async () => {
		const world = await administered('first', 'second');
		const [first, second] = world.admins;
		const { app } = world;
		const before = await world.announced();
		const numbers = {
			minOpenDays: '28',
			hardMinOpenDays: '20',
			maxOpenDays: '',
			recommendedOpenDays: '28',
			noticeDays: '7',
			reportDays: '30',
			lateIntakeWorkingDays: '5'
		};
		const change = { kind: 'revise_profile', profileId: 'viche-standard', version: 1 } as const;
		const { id } = await app.administration.propose(first!, {
			change: { ...change, numbers },
			reason
		});
		await app.administration.decide(second!, approve(id));
		const [profile] = await app.consultations.ruleProfiles({ kind: 'visitor' }, undefined);
		expect(profile).toMatchObject({ version: 2, minOpenDays: 28, noticeDays: 7 });
		const after = await app.consultations.page({ kind: 'visitor' }, { number: before.number });
		expect(after.profile).toMatchObject({ version: 1, minOpenDays: 21 });
		expect(
			await codeOf(
				app.administration.propose(first!, {
					change: { ...change, numbers: { ...numbers, noticeDays: '9' } },
					reason
				})
			)
		).toBe('version_conflict');
	});
});

describe('the last administrator', () => {
	test('is not ended, whoever approves', async () => {
		const world = await administered('first', 'second', 'third');
		const [first, second] = world.admins;
		const end = async (id: string, by = first!) =>
			(await world.app.administration.propose(by, { change: endRole(id), reason })).id;
		const proposals = [await end('third'), await end('second'), await end('first', second)];
		await world.app.administration.decide(second!, approve(proposals[0]!));
		const outcomes = await Promise.allSettled([
			world.app.administration.decide(second!, approve(proposals[1]!)),
			world.app.administration.decide(first!, approve(proposals[2]!))
		]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const { db, t } = world.storage;
		expect(await db.$count(t.roles, eq(t.roles.role, 'admin'))).toBe(1);
	});

	test('is not suspended, also when two suspend each other at the same moment', async () => {
		const world = await administered('first', 'second');
		const [first, second] = world.admins;
		expect(
			await codeOf(world.app.administration.suspend(first!, { accountId: 'first', reason }))
		).toBe('not_allowed');
		await Promise.allSettled([
			world.app.administration.suspend(first!, { accountId: 'second', reason }),
			world.app.administration.suspend(second!, { accountId: 'first', reason })
		]);
		const { db, t } = world.storage;
		const left = await db
			.select({ id: t.accounts.id, suspendedAt: t.accounts.suspendedAt })
			.from(t.accounts)
			.innerJoin(t.roles, and(eq(t.roles.accountId, t.accounts.id), eq(t.roles.role, 'admin')));
		expect(left.filter(({ suspendedAt }) => suspendedAt === null)).toHaveLength(1);
	});
});

describe('an invitation', () => {
	test('is taken up once, also by twenty at the same moment', async () => {
		const world = await administered('first', 'second');
		const code = await invited(world, invite('consultant', 'cip-zhydachiv'));
		const people = [];
		for (let n = 0; n < 20; n++) people.push(await newcomer(world, `newcomer-${n}`));
		const outcomes = await Promise.allSettled(
			people.map((one, n) => world.app.invitations.accept(one, { code, address: `192.0.2.${n}` }))
		);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const { db, t } = world.storage;
		const held = and(eq(t.roles.role, 'consultant'), eq(t.roles.scopeId, 'cip-zhydachiv'));
		expect(await db.$count(t.roles, held)).toBe(2);
	});

	test('is over after fourteen days, when withdrawn, and when another code is printed', async () => {
		const world = await administered('first', 'second');
		const [first] = world.admins;
		const someone = await newcomer(world, 'someone');
		const code = await invited(world, invite('coordinator', 'cip-zhydachiv'));
		const [waiting] = await world.app.administration.invitations(first!, undefined);
		const again = await world.app.administration.printInvitation(first!, { id: waiting!.id });
		const accept = (code: string) =>
			codeOf(world.app.invitations.accept(someone, { code, address }));
		expect(await accept(code)).toBe('code_not_valid');
		await world.app.administration.withdrawInvitation(first!, { id: waiting!.id });
		expect(await accept(again.code)).toBe('code_not_valid');
		const other = await invited(world, invite('coordinator', 'cip-zhydachiv'));
		world.moveTo('2026-12-08T10:00:01Z');
		expect(await accept(other)).toBe('code_not_valid');
	});

	test('makes an account for the office, under the name that stands in it', async () => {
		const world = await administered('first', 'second');
		const code = await invited(world, invite('official', 'zhydachiv-rada', 'Марія Савчук'));
		const typed = {
			code,
			address,
			login: 'm.savchuk',
			password: 'три зелені човни',
			language: 'uk'
		} as const;
		const visitor = { kind: 'visitor' } as const;
		expect(
			await codeOf(world.app.invitations.acceptAnew(visitor, { ...typed, login: 'official' }))
		).toBe('login_taken');
		const { accountId } = await world.app.invitations.acceptAnew(visitor, typed);
		expect(await rolesOf(world, accountId)).toEqual(['official@zhydachiv-rada']);
		const { db, t } = world.storage;
		const [made] = await db.select().from(t.accounts).where(eq(t.accounts.id, accountId));
		expect(made).toMatchObject({ name: 'Марія Савчук', login: 'm.savchuk' });
	});

	test('is guessed at most twenty times from one address', async () => {
		const world = await administered('first', 'second');
		const guess = (n: number) =>
			codeOf(
				world.app.invitations.byCode(
					{ kind: 'visitor' },
					{ code: `aaaa-bbbb-cccc-dd${n}`, address }
				)
			);
		for (let n = 10; n < 30; n++) expect(await guess(n)).toBe('code_not_valid');
		expect(await guess(30)).toBe('too_many_attempts');
	});

	test('of a consultant is made by the coordinator of that centre alone', async () => {
		const world = await administered('first');
		const typed = { name: 'Леся Гук', post: '', email: '', language: 'uk' };
		const coordinator = world.fresh(world.coordinator);
		const asks = (centreId: string) => world.app.staff.invite(coordinator, { ...typed, centreId });
		expect(await codeOf(asks('cip-turka'))).toBe('not_allowed');
		const { code } = await asks('cip-zhydachiv');
		const lesia = await newcomer(world, 'lesia');
		await world.app.invitations.accept(lesia, { code: code!, address });
		expect(await rolesOf(world, 'lesia')).toEqual(['consultant@cip-zhydachiv']);
		await world.app.staff.end(coordinator, {
			accountId: 'lesia',
			centreId: 'cip-zhydachiv',
			reason
		});
		expect(await rolesOf(world, 'lesia')).toEqual([]);
		const { items } = await world.app.administration.endedRoles(world.admins[0]!, {});
		expect(items).toMatchObject([{ name: 'Новий Працівник', role: 'consultant', reason }]);
	});
});
