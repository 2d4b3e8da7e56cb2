import { topicOfHome } from '#core/kernel/events.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Writer } from './kills.ts';

interface Expected {
	folder: string;
	topic: string;
	pollId: string;
	writers: readonly Writer[];
}

/**
 * Compares what a database holds with what was sent and answered: every acknowledged write is there, every
 * one that is there was sent, and state, live event and audit entry with its answer agree in number.
 * Answers the disagreements, and how many writes there were.
 */
export async function disagreements({ folder, topic, pollId, writers }: Expected) {
	const storage = openSqlite({ folder, migrations: 'db/sqlite' });
	const { db, t, keys } = storage;
	const faults: string[] = [];
	const expect = (what: string, found: unknown, expected: unknown) => {
		const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
		if (is !== should) faults.push(`${what}: ${is} instead of ${should}`);
	};
	const audit = await db.select().from(t.auditEntries);
	const contributions = await db.select().from(t.contributions);
	const ballots = await db.select().from(t.ballots);
	const queue = new Set((await db.select().from(t.queueItems)).map((row) => row.contributionId));
	let [sentBallots, sentContributions] = [0, 0];

	for (const { person, attempts } of writers) {
		const tag = keys.ballotTag(pollId, `person:${person.personId}`)!;
		const cast = attempts.filter(({ kind }) => kind === 'ballot');
		const written = attempts.filter(({ kind }) => kind === 'contribution');
		sentBallots += cast.length;
		sentContributions += written.length;

		const answers = new Map(
			audit
				.filter((entry) => entry.actor === tag || entry.actor === person.actor.id)
				.filter(({ bodyMac }) => bodyMac !== null)
				.map(({ key, result }) => [key, result as { version: number; id: string }])
		);
		expect('remembered answers', answers.size, attempts.length);
		for (const { kind, key, answer } of attempts) {
			const { id, version } = JSON.parse(answer ?? '{}') as { id: string; version: number };
			const kept = answers.get(key);
			expect(`answer to ${key}`, kept && [kept.id, kept.version], [id, version]);
			if (kind === 'contribution' && !queue.has(id)) faults.push(`${id} is not in the queue`);
		}
		const ballot = ballots.find((row) => row.pollId === pollId && row.tag === tag);
		expect('ballot', [ballot?.version, ballot?.choice], [cast.length, [cast.at(-1)?.content]]);
		const own = contributions.filter(({ accountId }) => accountId === person.actor.id);
		expect('texts', own.map(({ text }) => text).sort(), written.map((one) => one.content).sort());
	}

	const events = (await db.select().from(t.liveEvents)).filter((row) => row.topic === topic);
	const [head] = (await db.select().from(t.topics)).filter(({ name }) => name === topic);
	const offsets = events.map(({ offset }) => offset).sort((a, b) => a - b);
	expect(
		'offsets',
		offsets,
		Array.from({ length: head!.head }, (_, place) => place + 1)
	);
	const allEvents = await db.select().from(t.liveEvents);
	const told = (type: string) =>
		allEvents.filter((row) => row.type === type && row.topic !== topicOfHome).length;
	const logged = (type: string) => audit.filter(({ action }) => action === type).length;
	for (const [type, state, sent] of [
		['ballot.cast', ballots.reduce((sum, { version }) => sum + version, 0), sentBallots],
		['contribution.published', contributions.length, sentContributions]
	] as const) {
		expect(`${type} in the audit log`, logged(type), state);
		if (sent > state) faults.push(`${type}: ${sent} sent, ${state} there`);
	}
	expect('contributions told', told('contribution.published'), contributions.length);
	// One event tells of all ballots that were committed together.
	const toldBallots = told('ballot.cast');
	if (toldBallots > logged('ballot.cast') || (toldBallots === 0 && sentBallots > 0))
		faults.push(`${toldBallots} events tell of ${logged('ballot.cast')} ballots`);
	const [poll] = (await db.select().from(t.polls)).filter(({ id }) => id === pollId);
	const active = ballots.filter(
		(row) => row.pollId === pollId && row.state === 'active' && row.tier === 'verified'
	);
	expect('participants', poll!.verified, active.length);
	await storage.close();
	return { faults, writes: sentBallots + sentContributions };
}
