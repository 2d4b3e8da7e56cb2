import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../db/seed/demo.ts';
import { createApp, type App } from '#core/app.ts';
import type { Channel } from '#core/contributions/model.ts';
import type { Reply } from '#core/contributions/queries/thread.ts';
import { openSqlite } from '#storage/sqlite.ts';
import type { Storage } from '#storage/storage.ts';
import { temporaryFolder } from '../support/folder.ts';

const visitor = { kind: 'visitor' } as const;
const day = 86_400_000;
const now = Date.parse('2026-11-24T13:00:00Z');
const folder = temporaryFolder();
let storage: Storage;
let app: App;

interface SignIn {
	login: string;
	password: string;
	roles: { role: string; scope: string; slug: string }[];
}
const signIns = () =>
	JSON.parse(readFileSync(join(folder, 'demo-accounts.json'), 'utf8')) as SignIn[];

beforeAll(async () => {
	let clock = 0;
	storage = openSqlite({ folder, migrations: 'db/sqlite', clock: () => clock });
	await seedDemo(storage, { root: '.', folder, now, moveClock: (at) => (clock = at) });
	app = await createApp(storage, {
		secure: false,
		demo: true,
		mail: false,
		holidaysAreWorkingDays: true
	});
});
afterAll(() => storage.close());

const page = (number: string) => app.consultations.page(visitor, { number });
const wordsOf = async (number: string) =>
	(await app.contributions.list(visitor, { number, limit: 100 })).items;
const signIn = (login: string) => {
	const { password } = signIns().find((one) => one.login === login)!;
	return app.accounts.checkSignIn(visitor, { login, password, address: '127.0.0.1' });
};
async function account(login: string) {
	const { db, t } = storage;
	const [{ id } = { id: '' }] = await db
		.select()
		.from(t.accounts)
		.where(eq(t.accounts.login, login));
	const { value } = await app.sessions.start(id, { secondFactorAt: now });
	return app.sessions.actorOf(value);
}

describe('the fourteen consultations', () => {
	test('stand in every phase that a visitor can meet', async () => {
		const { items } = await app.consultations.list(visitor, { limit: 100 });
		expect(Object.fromEntries(items.map(({ number, phase }) => [number, phase]))).toEqual({
			'UA-TUR-2026-001': 'announced',
			'UA-ZHD-2026-001': 'open',
			'UA-KLK-2026-001': 'open',
			'UA-MRZ-2026-001': 'open',
			'UA-SMB-2026-001': 'open',
			'UA-KZV-2026-001': 'open',
			'PL-LUB-2026-001': 'open',
			'UA-SDV-2026-001': 'analysis',
			'UA-BOR-2026-001': 'analysis',
			'UA-SKL-2026-001': 'report_overdue',
			'UA-RDK-2026-001': 'reported',
			'PL-LBC-2026-001': 'reported',
			'UA-BRD-2026-001': 'decided',
			'UA-HRD-2026-001': 'cancelled'
		});
	});

	test('one closes within the week, one is longer open than announced, one was stopped', async () => {
		const { closingSoon } = await app.consultations.front(visitor, undefined);
		expect(closingSoon.map(({ number }) => number)).toEqual(['PL-LUB-2026-001']);

		const [extended] = (await page('UA-MRZ-2026-001')).course;
		expect(extended).toMatchObject({ step: 'changed', kind: 'extended' });
		const [cancelled] = (await page('UA-HRD-2026-001')).course;
		expect(cancelled).toMatchObject({
			kind: 'cancelled',
			document: expect.stringMatching(/^https:/) as string
		});
		expect(await wordsOf('UA-HRD-2026-001')).toHaveLength(11);
	});

	test('one report is late by a fortnight, and the authority has said why', async () => {
		const late = await page('UA-SKL-2026-001');
		expect(late.pending).toBe(9);
		// Fifteen days, less those by which weekends moved the dates.
		const days = Math.ceil((now - late.reportDueAt) / day);
		expect(days).toBeGreaterThanOrEqual(11);
		expect(days).toBeLessThanOrEqual(15);
		expect(late.course.at(-1)).toMatchObject({ kind: 'delay_explained' });
	});

	test('polls keep their figures, verified and declared apart', async () => {
		const { polls } = await page('UA-BOR-2026-001');
		expect(polls[0]!.results!.options.map(({ verified }) => verified)).toEqual([63, 44, 9]);
		expect(polls[1]!.results!.participants).toEqual({ verified: 109, declared: 78 });
		expect(polls[1]!.results!.options.map(({ declared }) => declared)).toEqual([52, 30, 33, 40]);
		expect((await page('UA-SMB-2026-001')).polls[0]!.results).toBeNull();
	});
});

describe('the words in them', () => {
	test('came online, through a centre, on paper, by phone and at meetings', async () => {
		const { items } = await app.consultations.list(visitor, { limit: 100 });
		const all = (await Promise.all(items.map(({ number }) => wordsOf(number)))).flat();
		expect(all).toHaveLength(260);
		const by = (channel: Channel) => all.filter((one) => one.channel === channel).length;
		expect(by('online')).toBe(185);
		expect(by('paper')).toBe(41);
		expect(by('meeting')).toBe(25);
		expect(by('centre_assisted')).toBe(5);
		expect(by('phone')).toBe(4);
		expect(all.every(({ channel, provenance }) => (channel === 'online') === !provenance)).toBe(
			true
		);
	});

	test('are redacted, hidden, restored, withdrawn or corrected, and each says so', async () => {
		const redacted = (await wordsOf('UA-KLK-2026-001')).find(({ stub }) => stub)!;
		expect(redacted.stub).toMatchObject({ action: 'redacted', ground: 'M4_privacy' });
		expect(JSON.stringify(redacted)).not.toContain('000-000-17-17');

		const hidden = (await wordsOf('UA-SKL-2026-001')).find(({ seq }) => seq === 16)!;
		expect(hidden).toMatchObject({ text: null, stub: { action: 'hidden', ground: 'M6_spam' } });
		const restored = (await wordsOf('UA-BOR-2026-001')).find(({ seq }) => seq === 6)!;
		expect(restored).toMatchObject({
			stub: null,
			text: expect.stringContaining('Соромно') as string
		});

		const open = await wordsOf('UA-ZHD-2026-001');
		expect(open.find(({ seq }) => seq === 14)).toMatchObject({ withdrawn: true, text: null });
		const corrected = { number: 'UA-ZHD-2026-001', seq: 25 };
		expect(await app.contributions.versions(visitor, corrected)).toHaveLength(1);
	});

	test('were appealed to a coordinator of another raion, who upheld one decision and undid one', async () => {
		const appeals = ['UA-SKL-2026-001', 'UA-BOR-2026-001'].map(async (number) => {
			const { course, hostCentre } = await page(number);
			const decided = course.find(({ step }) => step === 'appeal_decided')!;
			if (decided.step !== 'appeal_decided') throw new Error('not reached');
			expect(decided.centre.slug).not.toBe(hostCentre.slug);
			return decided.outcome;
		});
		expect(await Promise.all(appeals)).toEqual(['upheld', 'restored']);
	});

	test('are answered three deep, by neighbours and by offices with a badge', async () => {
		const deep = await app.contributions.thread(visitor, { number: 'UA-ZHD-2026-001', seq: 1 });
		expect(Math.max(...flat(deep).map(({ depth }) => depth))).toBe(3);
		const [clarified] = await app.contributions.thread(visitor, {
			number: 'UA-ZHD-2026-001',
			seq: 4
		});
		expect(clarified).toMatchObject({ badge: 'authority', replies: [{ badge: null }] });
		const [byCentre] = await app.contributions.thread(visitor, {
			number: 'UA-ZHD-2026-001',
			seq: 6
		});
		expect(byCentre).toMatchObject({ badge: 'centre' });
	});

	const flat = (replies: readonly Reply[]): Reply[] =>
		replies.flatMap((reply) => [reply, ...flat(reply.replies)]);
});

describe('what became of them', () => {
	test('where there is a report, every proposal has an answer, and the report counts them', async () => {
		for (const number of ['UA-RDK-2026-001', 'PL-LBC-2026-001', 'UA-BRD-2026-001']) {
			const all = await wordsOf(number);
			const proposals = all.filter(({ kind, withdrawn }) => kind === 'proposal' && !withdrawn);
			expect(proposals.filter(({ answer }) => !answer)).toEqual([]);
			const { figures, answers } = await app.reports.page(visitor, { number });
			const answered = all.filter(({ answer }) => answer).length;
			const counted = Object.values(figures.answers).reduce((sum, count) => sum + count, 0);
			expect(counted).toBe(answered);
			expect(answers.some((one) => one.answered.length > 1)).toBe(true);
		}
	});

	test('a decision says what changed because of whom; a disputed answer has its supplement', async () => {
		const { decision } = await app.reports.page(visitor, { number: 'UA-BRD-2026-001' });
		expect(decision!.beforeReport).toBe(false);
		expect(decision!.changes.map(({ because }) => because)).toContainEqual([6, 17]);
		const { db, t } = storage;
		const [dispute] = await db.select().from(t.disputes);
		expect(dispute!.supplement).not.toBeNull();
	});

	test('nothing waits too long at any desk; one flag waits at Zhydachiv', async () => {
		const { db, t } = storage;
		const waiting = await db.select().from(t.queueItems);
		expect(waiting.filter(({ dueAt }) => dueAt < now)).toEqual([]);
		expect(waiting.filter(({ flags }) => flags > 0)).toHaveLength(1);
		const { items } = await app.moderation.queue(await account('consultant.zhydachiv'), {});
		expect(items.find(({ flags }) => flags > 0)).toMatchObject({ seq: 9, ground: 'M5_insult' });
	});

	test('people are told, and have read what is old', async () => {
		const unread = async (login: string) => app.notices.unread(await account(login), undefined);
		expect(await unread('resident.boryslav')).toBe(0);
		expect(await unread('ngo.vilkha.1')).toBe(1);
		const { items } = await app.notices.own(await account('resident.boryslav'), {});
		expect(items.map(({ kind }) => kind)).toEqual([
			'appeal_decided',
			'statement_of_reasons',
			'replied'
		]);
	});
});

test('its places are real: 73 hromadas, found however their names are typed', async () => {
	const { items: hromadas } = await app.areas.list(visitor, { kind: 'hromada', limit: 100 });
	expect(hromadas).toHaveLength(73);
	const found = await app.areas.residences(visitor, { q: "кам'янка" });
	expect(found.map(({ name }) => name.uk)).toContain('Кам’янка-Бузька');
});

test('seven people and twelve of the staff can sign in with what stands in a file of their own', async () => {
	expect(statSync(join(folder, 'demo-accounts.json')).mode & 0o777).toBe(0o600);
	const all = signIns();
	expect(all.filter(({ roles }) => roles.length === 0)).toHaveLength(7);
	const staff = all.flatMap(({ login, roles }) => roles.map(({ role }) => ({ login, role })));
	expect(staff.map(({ role }) => role).sort()).toEqual([
		...Array.from({ length: 2 }, () => 'admin'),
		...Array.from({ length: 3 }, () => 'consultant'),
		...Array.from({ length: 3 }, () => 'coordinator'),
		...Array.from({ length: 4 }, () => 'official')
	]);
	await expect(signIn('resident.zhydachiv')).resolves.toMatchObject({ id: 'zh01' });
});
