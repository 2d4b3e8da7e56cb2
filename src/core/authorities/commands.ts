import { eq } from 'drizzle-orm';
import type { Store, Writer } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { actingAs } from '../administration/policy.ts';
import { refuseConflictingHost } from '../administration/queries/role-conflicts.ts';
import type { Actor } from '../kernel/actor.ts';
import { createFields } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { ranksOf } from '../kernel/ranks.ts';
import { fold, slugOf } from '../kernel/text.ts';
import { refuseStale } from '../kernel/versions.ts';
import { once } from '../register/commands.ts';
import { checkAuthority, type TypedAuthority } from './checks.ts';
import type { LocalRule } from './model.ts';
import { authorityBySlug } from './queries.ts';

interface Keyed {
	key?: string | undefined;
}
interface ExistingAuthority {
	slug: string;
	/** The version that was changed: two administrators do not overwrite each other unasked. */
	version?: number | undefined;
}

/**
 * A body that will consult. Refuses `invalid_input` with all that is wrong: names in three languages, a code of three
 * letters that no other has, an area, a host among the centres that serve it, a local rule in Poland.
 */
export async function createAuthority(
	store: Store,
	actor: Actor,
	{ key, ...typed }: TypedAuthority & Keyed
): Promise<{ slug: string }> {
	const account = signedIn(actor);
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'authority.write', body: typed }, async () => {
			const { db, t, now, emit } = writer;
			const fields = createFields();
			const checked = await checkAuthority(writer, fields, typed, null);
			fields.refuseIfWrong();
			const id = newId(now());
			const slug = await freeSlug(writer, slugOf(checked.name.en), checked.code);
			await db
				.insert(t.authorities)
				.values({ id, slug, ...checked, folded: foldedName(checked.name), rank: 0 });
			await rank(writer);
			emit({
				type: 'authority.created',
				topic: null,
				kind: 'authority',
				id,
				version: 1,
				as: actingAs('authority.write', account)
			});
			return { slug };
		})
	);
}

/**
 * Changes an authority; its address and what its consultations froze stay. Refuses besides `not_found`, and
 * `conflict_of_roles` where one of its officials works in the centre that would host, `version_conflict`.
 */
export async function reviseAuthority(
	store: Store,
	actor: Actor,
	{ key, slug, version: seen, ...typed }: TypedAuthority & Keyed & ExistingAuthority
): Promise<{ slug: string }> {
	const account = signedIn(actor);
	const body = { slug, version: seen, ...typed };
	return store.write(account, (writer) =>
		once(writer, account, { key, action: 'authority.write', body }, async () => {
			const { db, t, emit } = writer;
			const { id, localRule, version: before } = await authorityBySlug(writer, slug);
			refuseStale(before, seen);
			const fields = createFields();
			const checked = await checkAuthority(writer, fields, typed, id);
			fields.refuseIfWrong();
			await refuseConflictingHost(writer, id, checked.hostCentreId);
			const version = before + 1;
			await db
				.update(t.authorities)
				.set({
					...checked,
					version,
					folded: foldedName(checked.name),
					localRule: withKept(checked.localRule, localRule)
				})
				.where(eq(t.authorities.id, id));
			await rank(writer);
			emit({
				type: 'authority.revised',
				topic: null,
				kind: 'authority',
				id,
				version,
				as: actingAs('authority.write', account)
			});
			return { slug };
		})
	);
}

/** What a form does not ask about a local rule stays as it was. */
const withKept = (rule: LocalRule | null, before: LocalRule | null): LocalRule | null =>
	rule && before ? { ...before, ...rule } : rule;

const foldedName = (name: { uk: string; pl: string; en: string }) =>
	fold([name.uk, name.pl, name.en].join(' '));

async function freeSlug({ db, t }: Writer, wanted: string, code: string): Promise<string> {
	const taken = async (slug: string) =>
		(await db.$count(t.authorities, eq(t.authorities.slug, slug))) > 0;
	const slug = wanted || code.toLowerCase();
	return (await taken(slug)) ? `${slug}-${code.toLowerCase()}` : slug;
}

/** A new name may stand anywhere: places in the Ukrainian order are counted anew. */
async function rank({ db, t }: Writer): Promise<void> {
	const rows = await db
		.select({ id: t.authorities.id, name: t.authorities.name, rank: t.authorities.rank })
		.from(t.authorities);
	const ranks = ranksOf(rows, ({ id, name }) => ({ id, name: name.uk }));
	for (const { id, rank: before } of rows) {
		const rank = ranks.get(id)!;
		if (rank !== before)
			await db.update(t.authorities).set({ rank }).where(eq(t.authorities.id, id));
	}
}
