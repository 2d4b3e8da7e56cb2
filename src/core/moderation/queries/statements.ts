import { and, desc, eq } from 'drizzle-orm';
import type { Reader, Store } from '#storage/storage.ts';
import { signedIn } from '../../accounts/commands.ts';
import { announced } from '../../consultations/queries/page.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { Ground, ModerationAction } from '../model.ts';

/** The statement of reasons as its author gets it (requirements §4.4): who decided is told by centre and role. */
export interface Statement {
	id: string;
	action: ModerationAction;
	ground: Ground;
	reason: string;
	lawArticle: string | null;
	fragment: string | null;
	source: 'flag' | 'own_check';
	automated: boolean;
	centre: { slug: string; name: Trilingual; town: Trilingual };
	role: 'consultant' | 'coordinator';
	decidedAt: number;
	appealUntil: number;
}

/** What was decided about one's own contribution, latest first; refuses `not_found` for those of others. */
export function ownStatements(
	store: Store,
	actor: Actor,
	{ number, seq }: { number: string; seq: number }
): Promise<Statement[]> {
	const account = signedIn(actor);
	return store.read(async (reader) => {
		const { db, t } = reader;
		const { id } = await announced(reader, number);
		const one = t.contributions;
		const [own] = await db
			.select({ id: one.id })
			.from(one)
			.where(and(eq(one.consultationId, id), eq(one.seq, seq), eq(one.accountId, account.id)));
		if (!own) throw new Refusal('not_found');
		return statements(reader, own.id);
	});
}

export async function statements({ db, t }: Reader, contributionId: string): Promise<Statement[]> {
	const decision = t.moderationDecisions;
	return db
		.select({
			id: decision.id,
			action: decision.action,
			ground: decision.ground,
			reason: decision.reason,
			lawArticle: decision.lawArticle,
			fragment: decision.fragment,
			source: decision.source,
			automated: decision.automated,
			centre: { slug: t.centres.slug, name: t.centres.name, town: t.centres.town },
			role: decision.role,
			decidedAt: decision.decidedAt,
			appealUntil: decision.appealUntil
		})
		.from(decision)
		.innerJoin(t.centres, eq(t.centres.id, decision.centreId))
		.where(eq(decision.contributionId, contributionId))
		.orderBy(desc(decision.contributionVersion));
}
