import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AreaKind } from '../../src/core/areas/model.ts';
import type { RuleProfile } from '../../src/core/consultations/model.ts';
import { ranksOf } from '../../src/core/kernel/ranks.ts';
import { fold, type Trilingual } from '../../src/core/kernel/text.ts';
import type { Store } from '../../src/storage/storage.ts';

interface SeedArea {
	id: string;
	parentId: string | null;
	kind: AreaKind;
	category: string | null;
	slug: string | null;
	name: Trilingual;
	lat: number | null;
	lon: number | null;
	population: number | null;
}

export const readSeed = (root: string) => (file: string) =>
	JSON.parse(readFileSync(join(root, 'db/seed', file), 'utf8')) as unknown;

/** Real places and rules, which every installation needs: the geography and the rule profiles. */
export async function seedReference(store: Store, root: string): Promise<void> {
	const read = readSeed(root);
	const areas = read('areas.json') as SeedArea[];
	const profiles = read('rule-profiles.json') as RuleProfile[];
	await store.write({ kind: 'system', job: 'seed' }, async ({ db, t }) => {
		const [there] = await db.select({ id: t.areas.id }).from(t.areas).limit(1);
		if (there) return;
		const paths = new Map<string, string[]>();
		for (const { id, parentId } of areas)
			paths.set(id, [id, ...(parentId === null ? [] : paths.get(parentId)!)]);
		const ranks = ranksOf(areas, ({ id, name }) => ({ id, name: name.uk }));
		const rows = areas.map((area) => ({
			...area,
			path: paths.get(area.id)!,
			folded: fold([area.name.uk, area.name.pl, area.name.en].join(' ')),
			rank: ranks.get(area.id)!
		}));
		for (let from = 0; from < rows.length; from += 200)
			await db.insert(t.areas).values(rows.slice(from, from + 200));
		await db
			.insert(t.ruleProfiles)
			.values(profiles.map((profile) => ({ id: profile.id, version: profile.version, profile })));
	});
}
