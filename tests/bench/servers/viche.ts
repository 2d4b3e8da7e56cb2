/**
 * The built server with the demo, its first consultation filled, and residents with open sessions. With `uncached` it
 * draws every page anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '#core/app.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import type { start as Start } from '../../../src/start.ts';
import { projectRoot, readSettings } from '../../../src/settings.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { unlimited } from '../../support/limits.ts';
import { tell } from '../targets.ts';

const number = 'UA-ZHD-2026-001';
const residents = 64;
const { start } = (await import(join(projectRoot, 'dist/start.js'))) as { start: typeof Start };
const folder = temporaryFolder();
const { app, origin, stop } = await start(
	readSettings({ PORT: '0', VICHE_DATA: folder, VICHE_DEMO: '1', LOG_LEVEL: 'silent' }),
	{
		limits: process.argv.includes('limited') ? {} : unlimited,
		...(process.argv.includes('uncached') && { pageCacheBytes: 0 })
	}
);
const visitor = { kind: 'visitor' } as const;
const { polls, counts } = await app.consultations.page(visitor, { number });
const people = await addResidents(app);
const [writer] = people;
for (let n = Object.values(counts).reduce((sum, one) => sum + one); n < 60; n++)
	await app.contributions.write(writer!, {
		number,
		kind: 'proposal',
		text: `Пропозиція ${n}: поставити лавку під каштаном, щоб люди не чекали стоячи.`,
		display: 'name'
	});
const cookies = await Promise.all(
	people.map(async ({ id }) => {
		const { name, value } = await app.sessions.start(id);
		return `${name}=${value}`;
	})
);
const consultation = await app.consultations.page(visitor, { number });
const contributions = await app.contributions.list(visitor, { number });
const { name, slug, phone } = consultation.hostCentre;
const ready = {
	layout: {
		lang: 'uk',
		path: `/consultations/${number}`,
		origin,
		demo: true,
		help: null,
		me: null
	},
	page: {
		consultation,
		contributions,
		clarifications: await app.contributions.clarifications(visitor, {
			contributionIds: contributions.items.map(({ id }) => id)
		}),
		remarks: await app.contributions.remarksBeside(visitor, { number }),
		filter: {},
		support: { mine: [], written: [] },
		following: null,
		report: null,
		help: { name: name.uk, slug, phone }
	}
};
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
const accounts = JSON.parse(readFileSync(join(folder, 'demo-accounts.json'), 'utf8')) as {
	login: string;
	password: string;
	totpSecret: string | null;
}[];
const signIns = accounts.filter(({ totpSecret }) => totpSecret === null);
tell({ origin, ...{ number, poll: polls[0]!.id, cookies, ready, signIns } });

async function addResidents({ storage, areas }: App): Promise<AccountActor[]> {
	const [home] = await areas.residences(visitor, { q: 'тейсарів' });
	const { db, t } = storage;
	const places = await db.select().from(t.areas);
	const { path } = places.find(({ id }) => id === home!.id)!;
	const [centre] = await db.select().from(t.centres);
	const actors = Array.from({ length: residents }, (_, n): AccountActor => ({
		kind: 'account',
		id: `bench-${n}`,
		name: 'Олена Коваль',
		language: 'uk',
		areaId: home!.id,
		areaPath: path,
		personId: `bench-person-${n}`,
		roles: [],
		organisationIds: [],
		sessionId: null,
		secondFactorAt: null
	}));
	await storage.write({ kind: 'system', job: 'bench' }, async ({ db, t, now }) => {
		for (const { id, name, language, areaId, personId } of actors) {
			await db.insert(t.persons).values({
				id: personId!,
				areaId,
				evidence: 'statement',
				centreId: centre!.id,
				verifiedAt: now(),
				expiresAt: now() + 730 * 86_400_000
			});
			await db
				.insert(t.accounts)
				.values({ id, login: id, name, language, areaId, personId, registeredAt: now() });
		}
	});
	return actors;
}
