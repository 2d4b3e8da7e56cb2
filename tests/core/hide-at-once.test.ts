import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { administered } from '../support/administrators.ts';
import { codeOf, fieldErrorsOf } from '../support/refusals.ts';

const hour = 3_600_000;
const why = 'Тут названо, де стоїть військова частина.';

test('an administrator hides on M1 and M2 alone, and the host centre reviews it within a day', async () => {
	const world = await administered('one');
	const { app, consultant, olena } = world;
	const [admin] = world.admins;
	const { number } = await world.open();
	const { id } = await world.write(olena, number);
	const hide = { id, version: 1, ground: 'M1_security', reason: why };
	expect(await codeOf(app.moderation.hideAtOnce(consultant, hide))).toBe('not_allowed');
	expect(
		await fieldErrorsOf(app.moderation.hideAtOnce(admin!, { ...hide, ground: 'M6_spam' }))
	).toEqual(['ground: not_a_choice']);
	const at = world.now();
	await app.moderation.hideAtOnce(admin!, hide);

	const { items } = await app.contributions.list({ kind: 'visitor' }, { number });
	expect(JSON.stringify(items)).not.toContain('лавку');
	const [stated] = await app.moderation.ownStatements(olena, { number, seq: 1 });
	expect(stated).toMatchObject({ action: 'hidden', ground: 'M1_security', role: 'admin' });
	const waiting = (await app.moderation.queue(consultant, {})).items[0]!;
	expect(waiting).toMatchObject({
		contributionId: id,
		ground: 'M1_security',
		dueAt: at + 24 * hour
	});
	const item = await app.moderation.item(consultant, { id });
	expect(item.actions).toEqual(['none', 'redacted', 'restored']);

	expect(await codeOf(app.moderation.hideAtOnce(admin!, { ...hide, version: 2 }))).toBe(
		'moderated'
	);
	const { db, t } = world.storage;
	const entries = await db.select().from(t.auditEntries).where(eq(t.auditEntries.actor, 'one'));
	expect(entries).toMatchObject([{ action: 'contribution.hidden', role: 'admin', objectId: id }]);

	await app.moderation.decide(consultant, {
		id,
		version: 2,
		action: 'restored',
		ground: 'M1_security',
		reason: 'Частину названо в самому проєкті рішення.'
	});
	const after = await app.contributions.list({ kind: 'visitor' }, { number });
	expect(JSON.stringify(after.items)).toContain('лавку');
});
