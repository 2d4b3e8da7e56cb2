import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { ContributionKind, Visibility } from '../../contributions/model.ts';

/** What a decision is about, with the words as they were written. */
export interface Subject {
	id: string;
	seq: number;
	kind: ContributionKind;
	number: string;
	title: Partial<Record<'uk' | 'pl' | 'en', string>>;
	accountId: string;
	text: string;
	publicText: string | null;
	visibility: Visibility;
	version: number;
	at: number;
	hostCentreId: string;
	centreSlug: string;
}

/** Refuses `not_found`. */
export async function contributionToModerate(
	{ db, t }: Reader,
	contributionId: string
): Promise<Subject> {
	const one = t.contributions;
	const [row] = await db
		.select({
			id: one.id,
			seq: one.seq,
			kind: one.kind,
			number: t.consultations.number,
			title: t.consultations.title,
			accountId: one.accountId,
			text: one.text,
			publicText: one.publicText,
			visibility: one.visibility,
			version: one.version,
			at: one.at,
			hostCentreId: t.centres.id,
			centreSlug: t.centres.slug
		})
		.from(one)
		.innerJoin(t.consultations, eq(t.consultations.id, one.consultationId))
		.innerJoin(t.centres, eq(t.centres.id, t.consultations.hostCentreId))
		.where(eq(one.id, contributionId));
	if (!row) throw new Refusal('not_found');
	return { ...row, number: row.number!, title: row.title! };
}
