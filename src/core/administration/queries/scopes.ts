import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { InvitedScope } from '../model.ts';

/** Where a role holds, as people call it. */
export interface NamedScope {
	slug: string;
	name: Trilingual;
}

/** The authority, centre or organisation by its id; null for the network, and for what is not there. */
export async function namedScope(
	{ db, t }: Reader,
	scope: InvitedScope,
	id: string
): Promise<NamedScope | null> {
	if (scope === 'network') return null;
	const table = { authority: t.authorities, centre: t.centres, organisation: t.organisations }[
		scope
	];
	const [row] = await db
		.select({ slug: table.slug, name: table.name })
		.from(table)
		.where(eq(table.id, id));
	return row ?? null;
}
