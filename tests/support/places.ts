import type { RuleProfile } from '#core/consultations/model.ts';
import type { Storage } from '#storage/storage.ts';

const threeNames = (name: string) => ({ uk: name, pl: name, en: name });
export const hromada = 'UA46100050000053848';

const slugs = {
	[hromada]: 'zhydachiv',
	'turka-hromada': 'turka',
	'drohobych-hromada': 'drohobych'
};

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

/** Three raions with their centres, two authorities, an organisation, and the rules of the network. */
export async function settle(storage: Storage) {
	const places = [
		['oblast', null, 'oblast', 'Львівська область'],
		['stryi', 'oblast', 'raion', 'Стрийський район'],
		['sambir', 'oblast', 'raion', 'Самбірський район'],
		[hromada, 'stryi', 'hromada', 'Жидачівська громада'],
		['turka-hromada', 'sambir', 'hromada', 'Турківська громада'],
		['teisariv', hromada, 'settlement', 'Тейсарів'],
		['turka', 'turka-hromada', 'settlement', 'Турка'],
		['drohobych', 'oblast', 'raion', 'Дрогобицький район'],
		['drohobych-hromada', 'drohobych', 'hromada', 'Дрогобицька громада']
	] as const;
	await storage.write({ kind: 'system', job: 'test' }, async ({ db, t }) => {
		const paths = new Map<string, string[]>();
		for (const [rank, [id, parentId, kind, name]] of places.entries()) {
			const path = [id, ...(parentId ? paths.get(parentId)! : [])];
			paths.set(id, path);
			const folded = name.toLowerCase();
			const slug = kind === 'hromada' ? slugs[id] : null;
			await db
				.insert(t.areas)
				.values({ id, parentId, path, kind, slug, name: threeNames(name), folded, rank });
		}
		for (const [rank, [slug, areaId, raionId]] of (
			[
				['cip-zhydachiv', hromada, 'stryi'],
				['cip-turka', 'turka-hromada', 'sambir'],
				['cip-drohobych', 'drohobych-hromada', 'drohobych']
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
		for (const [rank, [slug, code, areaId, name, hostCentreId]] of (
			[
				['zhydachiv-rada', 'ZHD', hromada, 'Жидачівська міська рада', 'cip-zhydachiv'],
				['turka-rada', 'TUR', 'turka-hromada', 'Турківська міська рада', 'cip-turka']
			] as const
		).entries())
			await db.insert(t.authorities).values({
				id: slug,
				slug,
				code,
				country: 'UA',
				kind: 'hromada_council',
				areaId,
				timeZone: 'Europe/Kyiv',
				language: 'uk',
				name: threeNames(name),
				folded: name.toLowerCase(),
				rank,
				address: 'вул. Демонстраційна, 1',
				email: 'rada@example.org',
				phone: '+380 32 000-10-00',
				site: 'https://rada.example.org',
				defaultProfileId: 'viche-standard',
				decidingBody: 'сесія міської ради',
				hostCentreId
			});
		await db.insert(t.organisations).values({
			id: 'spilka',
			slug: 'spilka',
			name: threeNames('Спілка пасічників'),
			registerNumber: '00000001',
			areaId: hromada
		});
		await db.insert(t.ruleProfiles).values({ id: profile.id, version: 1, profile });
	});
}
