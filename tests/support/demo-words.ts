import { readdirSync, readFileSync } from 'node:fs';
import type { SeedConsultation } from '../../db/seed/play/model.ts';
import { seedPlaces } from '../../db/seed/demo.ts';
import { readSeed, seedReference } from '../../db/seed/reference.ts';
import type { Content } from '#core/consultations/content.ts';
import type { Storage } from '#storage/storage.ts';

const folder = 'db/seed/consultations';
const day = 86_400_000;
const job = { kind: 'system', job: 'test' } as const;

/**
 * The texts of the demo, without its course of time: each of them a row as it is in the end, which costs a hundredth.
 * Nothing of it is in the search index yet. Ids tell where a text comes from: `c01`, `c01/7`, `c01/a2`.
 */
export async function putDemoWords(storage: Storage): Promise<void> {
	await seedReference(storage, '.');
	await seedPlaces(storage, readSeed('.'));
	await storage.write(job, async ({ db, t, now }) => {
		const [area] = await db.select().from(t.areas).limit(1);
		const areaId = area!.id;
		const someone = { name: 'Олена Коваль', language: 'uk' as const, areaId, registeredAt: 0 };
		await db.insert(t.accounts).values({ ...someone, id: 'official', login: 'official' });
		for (const [place, file] of readdirSync(folder).sort().entries()) {
			const seed = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as SeedConsultation;
			const { id, title, summary, areas, topic } = seed;
			const closesAt = now() + (20 - place) * day;
			await db.insert(t.consultations).values({
				id,
				authorityId: seed.authority,
				status: 'published',
				version: 1,
				revisedAt: now(),
				number: `UA-DEM-2026-0${String(place + 1).padStart(2, '0')}`,
				title,
				topic,
				content: { summary, areaIds: areas } as unknown as Content,
				announcedAt: now(),
				opensAt: now() - day,
				closesAt,
				reportDueAt: closesAt + 30 * day,
				lastSeq: 0,
				opinions: 0,
				proposals: 0,
				remarks: 0,
				questions: 0
			});
			await db
				.insert(t.consultationAreas)
				.values(areas.map((one) => ({ areaId: one, consultationId: id, closesAt })));
			await db.insert(t.paragraphs).values(
				seed.document.paragraphs.map(({ heading, text }, n) => ({
					consultationId: id,
					id: `p${n + 1}`,
					number: n + 1,
					heading,
					text,
					remarks: 0
				}))
			);
			if (seed.contributions.length > 0)
				await db.insert(t.contributions).values(
					seed.contributions.map(({ n, kind, language, text }) => ({
						id: `${id}/${n}`,
						consultationId: id,
						seq: n,
						kind: kind as 'opinion',
						display: 'name' as const,
						authorName: 'Марія Дутка',
						areaId,
						tier: 'declared' as const,
						channel: 'paper' as const,
						language,
						text,
						visibility: 'public' as const,
						version: 1,
						at: now()
					}))
				);
			for (const [n, { contributions, status, reasons }] of seed.answers.entries()) {
				const answerId = `${id}/a${n}`;
				await db.insert(t.answers).values({
					id: answerId,
					consultationId: id,
					reasons,
					paragraphIds: [],
					answeredBy: 'official',
					at: now()
				});
				await db.insert(t.answeredContributions).values(
					contributions.map((seq) => ({
						contributionId: `${id}/${seq}`,
						answerId,
						status: status as 'accepted'
					}))
				);
			}
		}
		await db.insert(t.meta).values({ key: 'search_todo', value: '' });
	});
}
