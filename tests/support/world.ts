import { createApp } from '#core/app.ts';
import type { Draft } from '#core/consultations/content.ts';
import type { WriteContribution } from '#core/contributions/commands/write.ts';
import type { AccountActor, ScopedRole } from '#core/kernel/actor.ts';
import type { Storage } from '#storage/storage.ts';
import { hromada, settle } from './places.ts';
import { openDatabase } from './storage.ts';

export const day = 86_400_000;
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
	/** Whether letters leave the house. */
	mail?: boolean;
}

/** An application on its own database, with a small piece of real geography, people and a clock to move. */
export async function createWorld({
	open = openDatabase,
	folder,
	mail = false
}: WorldOptions = {}) {
	let now = Date.parse('2026-11-24T10:00:00Z');
	const storage = await open(() => now, folder);
	const app = await createApp(storage, {
		secure: false,
		demo: false,
		mail,
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
	const people = {
		official,
		/** Of another authority. */
		otherOfficial: account('other-official', {
			roles: [role('official', 'authority', 'turka-rada')]
		}),
		consultant,
		coordinator: account('coordinator', {
			roles: [role('coordinator', 'centre', 'cip-zhydachiv')]
		}),
		strangers,
		olena: account('olena'),
		stepan: account('stepan', { personId: 'person-stepan' }),
		iryna: account('iryna', { name: 'Ірина Мельник' }),
		elsewhere: account('elsewhere', {
			areaId: 'turka',
			areaPath: ['turka', 'turka-hromada', 'sambir', 'oblast']
		}),
		/** Speaks for an organisation. */
		speaker: account('speaker', { name: 'Ганна Гнатів', organisationIds: ['spilka'] })
	};
	/** Of the centres in other raions, by their id. */
	const otherCoordinators: Record<string, AccountActor> = {
		'cip-turka': account('turka-coordinator', {
			roles: [role('coordinator', 'centre', 'cip-turka')]
		}),
		'cip-drohobych': account('drohobych-coordinator', {
			roles: [role('coordinator', 'centre', 'cip-drohobych')]
		})
	};
	await addAccounts(storage, [...Object.values(people), ...Object.values(otherCoordinators)]);
	return {
		app,
		storage,
		...people,
		otherCoordinators,
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
		},
		/** Something written in it, by default a proposal. */
		write(
			actor: AccountActor,
			number: string,
			fields: Partial<Omit<WriteContribution, 'number'>> = {}
		) {
			const proposal = {
				kind: 'proposal',
				text: 'Додайте лавку біля центру.',
				display: 'initials'
			};
			return app.contributions.write(actor, { number, ...proposal, ...fields });
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
		sessionId: null,
		// Whoever works here has shown the second factor.
		secondFactorAt: 0,
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
					verifiedAt: now(),
					expiresAt: now() + 730 * day
				});
			await db
				.insert(t.accounts)
				.values({ id, login: id, name, language, areaId, personId, registeredAt: now() });
			for (const held of roles)
				await db.insert(t.roles).values({ ...held, accountId: id, since: now() });
		}
	});
}
