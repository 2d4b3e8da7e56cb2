import { createApp } from '#core/app.ts';
import type { Draft } from '#core/consultations/content.ts';
import type { RuleProfile } from '#core/consultations/model.ts';
import type { AccountActor, ScopedRole } from '#core/kernel/actor.ts';
import type { Storage } from '#storage/storage.ts';
import { openDatabase } from './storage.ts';

export const day = 86_400_000;
const threeNames = (name: string) => ({ uk: name, pl: name, en: name });
const hromada = 'UA46100050000053848';

const profile: RuleProfile = {
	id: 'viche-standard',
	version: 1,
	country: '*',
	title: threeNames('Стандарт мережі'),
	status: threeNames('чинний'),
	activeFrom: '2026-01-01',
	usableFor: 'consultation',
	minOpenDays: 21,
	hardMinOpenDays: 15,
	maxOpenDays: null,
	recommendedOpenDays: 21,
	noticeDays: 5,
	reportDays: 30,
	reportAfter: 'close',
	lateIntakeWorkingDays: 5,
	anonymous: 'opinion_only',
	displayChoices: ['name', 'initials', 'resident'],
	forbiddenFields: [],
	binding: false,
	localResolutionRequired: false,
	source: 'network',
	certainty: 'decision'
};

export const completeDraft: Partial<Draft> = {
	title: { uk: 'Статут громади: проєкт для обговорення' },
	summary: {
		uk: 'Статут каже, як жителі можуть зібрати збори, подати ініціативу чи вимагати слухань у громаді.'
	},
	canChange: ['Кількість підписів для зборів'],
	cannotChange: [{ text: 'Обов’язок мати статут', why: 'його встановлює закон' }],
	why: 'Досі громада користувалася положенням, написаним ще для міста без сіл.',
	affectedGroups: [{ group: 'Жителі сіл', effect: 'зможуть самі скликати збори' }],
	options: [
		{
			id: 'o1',
			doNothing: false,
			title: 'Низькі пороги',
			pros: ['легше почати'],
			cons: ['більше слухань'],
			cost: '60 тис. грн на рік',
			consequences: []
		},
		{
			id: 'o2',
			doNothing: true,
			title: 'Нічого не робити',
			pros: ['без витрат'],
			cons: ['порушення закону'],
			cost: '0 грн',
			consequences: []
		}
	],
	documentTitle: 'Проєкт статуту',
	documentText: 'Цей Статут установлює правила громади.\n\nЖителем громади є кожен, хто тут живе.',
	polls: [
		{ kind: 'single', question: 'Скільки підписів досить?', options: ['10', '15', '30'] },
		{ kind: 'approval', question: 'Що важливо?', options: ['Збори', 'Слухання'] }
	],
	opensOn: '2026-11-29',
	closesOn: '2026-12-22',
	responsible: {
		name: 'Любомир Петрашко',
		post: 'керуючий справами',
		phone: '+380 32 000-10-00',
		email: 'statut@example.org',
		hours: ''
	},
	offlineChannels: [{ kind: 'centre', text: 'Центр у Жидачеві, щодня' }]
};

interface WorldOptions {
	open?: typeof openDatabase;
	folder?: string;
}

/** An application on its own database, with a small piece of real geography, people and a clock to move. */
export async function createWorld({ open = openDatabase, folder }: WorldOptions = {}) {
	let now = Date.parse('2026-11-24T10:00:00Z');
	const storage = await open(() => now, folder);
	const app = await createApp(storage, {
		secure: false,
		demo: false,
		holidaysAreWorkingDays: true
	});
	await settle(storage);
	const official = account('official', {
		roles: [role('official', 'authority', 'zhydachiv-rada')]
	});
	const consultant = account('consultant', {
		roles: [role('consultant', 'centre', 'cip-zhydachiv')]
	});
	const strangers = account('stranger-consultant', {
		roles: [role('consultant', 'centre', 'cip-turka')]
	});
	await addAccounts(storage, [
		official,
		consultant,
		strangers,
		account('olena'),
		account('stepan', { personId: 'person-stepan' }),
		account('elsewhere', {
			areaId: 'turka',
			areaPath: ['turka', 'turka-hromada', 'sambir', 'oblast']
		})
	]);
	return {
		app,
		storage,
		official,
		consultant,
		strangers,
		olena: account('olena'),
		stepan: account('stepan', { personId: 'person-stepan' }),
		elsewhere: account('elsewhere', {
			areaId: 'turka',
			areaPath: ['turka', 'turka-hromada', 'sambir', 'oblast']
		}),
		now: () => now,
		moveTo: (iso: string) => (now = Date.parse(iso)),
		/** An announced consultation; it opens on 29 November 2026, 0:00 in Kyiv. */
		async announced(draft: Partial<Draft> = {}) {
			const written = { ...completeDraft, ...draft };
			const started = await app.drafts.start(official, {
				authority: 'zhydachiv-rada',
				draft: written
			});
			const { number } = await app.drafts.announce(official, started);
			return app.consultations.page({ kind: 'visitor' }, { number });
		},
		async open(draft: Partial<Draft> = {}) {
			const page = await this.announced(draft);
			this.moveTo('2026-12-01T10:00:00Z');
			return page;
		}
	};
}
export type World = Awaited<ReturnType<typeof createWorld>>;

const role = (
	name: ScopedRole['role'],
	scope: ScopedRole['scope'],
	scopeId: string
): ScopedRole => ({
	role: name,
	scope,
	scopeId
});

export function account(id: string, overrides: Partial<AccountActor> = {}): AccountActor {
	return {
		kind: 'account',
		id,
		name: 'Олена Коваль',
		areaId: 'teisariv',
		areaPath: ['teisariv', hromada, 'stryi', 'oblast'],
		language: 'uk',
		personId: null,
		roles: [],
		organisationIds: [],
		...overrides
	};
}

export async function addAccounts(storage: Storage, actors: readonly AccountActor[]) {
	await storage.write({ kind: 'system', job: 'test' }, async ({ db, t, now }) => {
		for (const { id, name, language, areaId, personId, roles } of actors) {
			if (personId)
				await db.insert(t.persons).values({
					id: personId,
					areaId,
					evidence: 'residence_extract',
					centreId: 'cip-zhydachiv',
					verifiedAt: now()
				});
			await db
				.insert(t.accounts)
				.values({ id, login: id, name, language, areaId, personId, registeredAt: now() });
			for (const held of roles)
				await db.insert(t.roles).values({ ...held, accountId: id, since: now() });
		}
	});
}

async function settle(storage: Storage) {
	const places = [
		['oblast', null, 'oblast', 'Львівська область'],
		['stryi', 'oblast', 'raion', 'Стрийський район'],
		['sambir', 'oblast', 'raion', 'Самбірський район'],
		[hromada, 'stryi', 'hromada', 'Жидачівська громада'],
		['turka-hromada', 'sambir', 'hromada', 'Турківська громада'],
		['teisariv', hromada, 'settlement', 'Тейсарів'],
		['turka', 'turka-hromada', 'settlement', 'Турка']
	] as const;
	await storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
		const paths = new Map<string, string[]>();
		for (const [rank, [id, parentId, kind, name]] of places.entries()) {
			const path = [id, ...(parentId ? paths.get(parentId)! : [])];
			paths.set(id, path);
			const folded = name.toLowerCase();
			await db
				.insert(t.areas)
				.values({ id, parentId, path, kind, name: threeNames(name), folded, rank });
		}
		for (const [rank, [slug, areaId, raionId]] of (
			[
				['cip-zhydachiv', hromada, 'stryi'],
				['cip-turka', 'turka-hromada', 'sambir']
			] as const
		).entries()) {
			await db.insert(t.centres).values({
				id: slug,
				slug,
				areaId,
				raionId,
				name: threeNames(`Центр ${slug}`),
				town: threeNames('Жидачів'),
				host: threeNames('Бібліотека (демо)'),
				address: 'вул. Демонстраційна, 1',
				phone: '+380 32 000-00-00',
				hours: [{ day: 2, from: '10:00', to: '18:00' }],
				lat: 49.4,
				lon: 24.1,
				rank
			});
			await db.insert(t.centreAreas).values({ centreId: slug, areaId });
		}
		await db.insert(t.authorities).values({
			id: 'zhydachiv-rada',
			slug: 'zhydachiv-rada',
			code: 'ZHD',
			country: 'UA',
			kind: 'hromada_council',
			areaId: hromada,
			timeZone: 'Europe/Kyiv',
			language: 'uk',
			name: threeNames('Жидачівська міська рада'),
			folded: 'жидачівська міська рада',
			rank: 0,
			address: 'вул. Демонстраційна, 1',
			email: 'rada@example.org',
			phone: '+380 32 000-10-00',
			site: 'https://rada.example.org',
			defaultProfileId: 'viche-standard',
			decidingBody: 'сесія міської ради',
			hostCentreId: 'cip-zhydachiv'
		});
		await db.insert(t.ruleProfiles).values({ id: profile.id, version: 1, profile });
	});
}
