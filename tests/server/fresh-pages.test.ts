import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveBeside, type Beside } from '../support/beside.ts';
import { prose, reasons, report, signedBy } from '../support/reports.ts';
import { account, addAccounts, createWorld, type World } from '../support/world.ts';

/**
 * After whatever happens, pages that are kept read as they would if none were: a server beside it, which keeps none, says
 * how that is.
 */
const visitor = { kind: 'visitor' } as const;
const why = 'Так вирішила сесія міської ради 20 лютого 2027 року, одноголосно.';
const admin = account('admin', { roles: [{ role: 'admin', scope: 'network', scopeId: '' }] });
let world: World;
let [keeping, drawing]: Beside[] = [];
/** Open; and after its report. */
let [open, closed] = ['', ''];
let paths: string[];

beforeAll(async () => {
	world = await createWorld();
	await addAccounts(world.storage, [admin]);
	const { storage, olena, stepan } = world;
	({ number: closed } = await world.open());
	await world.write(olena, closed);
	world.moveTo('2026-12-30T10:00:00Z');
	await report(world, closed);
	({ number: open } = await world.announced({ opensOn: '2027-01-10', closesOn: '2027-03-10' }));
	world.moveTo('2027-01-12T10:00:00Z');
	await world.write(olena, open, { display: 'name' });
	await world.write(stepan, open, { kind: 'opinion' });
	await storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
		db.insert(t.representatives).values({ organisationId: 'spilka', accountId: 'speaker' })
	);
	await world.write(world.speaker, open, { organisationId: 'spilka' });
	paths = [
		'/',
		'/en/consultations',
		'/consultations?phase=open',
		`/consultations/${open}`,
		`/pl/consultations/${open}?kind=proposal&sort=support`,
		`/consultations/${open}/contributions/1`,
		`/consultations/${open}/form`,
		`/consultations/${closed}`,
		`/consultations/${closed}/report`,
		'/authorities',
		'/authorities/zhydachiv-rada',
		'/centres',
		'/organisations',
		'/organisations/spilka',
		'/organisations/spilka/feed.atom',
		`/consultations/${open}/feed.atom`
	];
	[keeping, drawing] = await serveBeside(world.app, 32_000_000, 0);
});
afterAll(async () => {
	await Promise.all([keeping!.stop(), drawing!.stop()]);
	await world.storage.close();
});

const readAll = async (server: Beside) =>
	Object.fromEntries(
		await Promise.all(
			paths.map(async (path) => {
				const { status, text } = await server.get(path);
				return [path, `${status} ${text}`] as const;
			})
		)
	);

/** What somebody does, and which pages must read otherwise for it. */
type Act = [what: string, act: () => Promise<unknown>, ...changes: string[]];

const contribution = async (seq: number) =>
	world.app.contributions.bySeq(visitor, { number: open, seq });
const page = () => world.app.consultations.page(visitor, { number: open });
let decisionId = '';

const acts: Act[] = [
	['a contribution', () => world.write(world.iryna, open), 'open', 'front', 'list'],
	[
		'a correction',
		async () => {
			const { id } = await contribution(1);
			return world.app.contributions.correct(world.olena, { id, version: 1, text: 'Дві лавки.' });
		},
		'open',
		'first'
	],
	[
		'an agreement',
		async () =>
			world.app.contributions.support(world.stepan, { contributionId: (await contribution(1)).id }),
		'open',
		'first'
	],
	[
		'a reply',
		async () =>
			world.app.contributions.reply(world.iryna, {
				contributionId: (await contribution(1)).id,
				text: 'Мені теж так здається.'
			}),
		'open',
		'first'
	],
	[
		'a ballot',
		async () => {
			const [poll] = (await page()).polls;
			const choice = { option: poll!.options[0]!.id };
			return world.app.polls.cast(world.stepan, { pollId: poll!.id, choice });
		},
		'open'
	],
	[
		'what an organisation says',
		() => world.write(world.speaker, open, { organisationId: 'spilka', text: 'І вулики.' }),
		'organisation',
		'organisation feed',
		'open'
	],
	[
		'words that are hidden',
		async () => {
			const { id, version } = await contribution(1);
			const decision = { action: 'hidden', ground: 'M6_spam' } as const;
			const made = await world.app.moderation.decide(world.consultant, {
				...decision,
				id,
				version,
				reason: 'Схоже на рекламу товару, а не на думку.'
			});
			decisionId = made.id;
		},
		'open',
		'first'
	],
	[
		'an appeal',
		() =>
			world.app.moderation.appeal(world.olena, {
				decisionId,
				text: 'Тут немає реклами: я лише назвала ціну лавки.',
				address: '192.0.2.1'
			}),
		'open'
	],
	[
		'silence on an appeal',
		() => {
			world.moveTo('2027-02-12T10:00:00Z');
			return world.app.moderation.restoreOverdue({ kind: 'system', job: 'test' }, undefined);
		},
		'first'
	],
	[
		'an answer',
		async () =>
			world.app.answers.give(world.official, {
				answered: [{ contributionId: (await contribution(1)).id, status: 'not_accepted' }],
				reasons
			}),
		'open',
		'first'
	],
	[
		'words that are taken back',
		async () => {
			const { id } = await contribution(2);
			return world.app.contributions.withdraw(world.stepan, { id });
		},
		'open'
	],
	[
		'a later closing',
		() =>
			world.app.consultations.extend(world.official, {
				number: open,
				reason: why,
				closesOn: '2027-03-30'
			}),
		'open',
		'front',
		'feed',
		'authority'
	],
	[
		'a suspension',
		() => world.app.consultations.suspend(world.official, { number: open, reason: why }),
		'open',
		'front',
		'list'
	],
	[
		'a resumption',
		() => world.app.consultations.resume(world.official, { number: open, reason: why }),
		'open',
		'front'
	],
	[
		'another consultation',
		() => world.announced({ opensOn: '2027-02-20', closesOn: '2027-03-30' }),
		'front',
		'authority'
	],
	[
		'a report that is corrected',
		() =>
			world.app.reports.correct(world.official, {
				number: closed,
				prose,
				signedBy,
				reason: 'Виправлено описку в імені.'
			}),
		'report'
	],
	[
		'a decision',
		() =>
			world.app.reports.decide(world.official, {
				number: closed,
				body: 'Жидачівська міська рада',
				decisionNumber: '12/7',
				decidedOn: '2027-01-20',
				title: 'Про затвердження Статуту громади',
				document: 'https://rada.example.org/statut.pdf',
				changes: []
			}),
		'report',
		'closed',
		'authority'
	],
	[
		'another telephone of a centre',
		() =>
			world.app.centres.revise(world.consultant, {
				slug: 'cip-zhydachiv',
				address: 'вул. Нова, 2',
				phone: '+380 32 000-00-03',
				hours: [{ from: '9:30', to: '17:00' }]
			}),
		'centres',
		'open',
		'report'
	],
	[
		'somebody else who speaks for an organisation',
		async () => {
			const { code } = await world.app.organisations.invite(world.speaker, {
				organisationId: 'spilka',
				name: 'Марія Савчук',
				post: 'юристка',
				way: 'code',
				language: 'uk'
			});
			await world.app.invitations.accept(world.elsewhere, {
				code: code!,
				address: '192.0.2.1'
			});
		},
		'organisation'
	],
	[
		'an organisation that speaks no more',
		() =>
			world.app.organisations.end(
				{ ...admin, secondFactorAt: world.now() },
				{ id: 'spilka', reason: why }
			),
		'organisation',
		'organisations'
	],
	[
		'an account that is erased',
		() =>
			world.app.privacy.erase(world.olena, {
				password: '',
				login: 'olena',
				totp: '',
				address: '192.0.2.1'
			}),
		'first'
	],
	[
		'what a command does without a word',
		() =>
			world.storage.write({ kind: 'system', job: 'test' }, ({ db, t }) =>
				db
					.update(t.authorities)
					.set({ name: { uk: 'Рада', pl: 'Rada', en: 'Council' } })
					.where(eq(t.authorities.slug, 'zhydachiv-rada'))
			),
		'open',
		'list',
		'authority',
		'report'
	]
];

const pathOf = (name: string) =>
	({
		front: '/',
		list: '/en/consultations',
		open: `/consultations/${open}`,
		first: `/consultations/${open}/contributions/1`,
		closed: `/consultations/${closed}`,
		report: `/consultations/${closed}/report`,
		authority: '/authorities/zhydachiv-rada',
		centres: '/centres',
		organisations: '/organisations',
		organisation: '/organisations/spilka',
		'organisation feed': '/organisations/spilka/feed.atom',
		feed: `/consultations/${open}/feed.atom`
	})[name]!;

test.each(acts)('%s stands on all pages at once', async (_, act, ...changes) => {
	const before = await readAll(keeping!);
	await act();
	const after = await readAll(keeping!);
	expect(after).toEqual(await readAll(drawing!));
	for (const name of changes) expect(after[pathOf(name)], name).not.toBe(before[pathOf(name)]);
});
