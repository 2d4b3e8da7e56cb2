import { eq } from 'drizzle-orm';
import type { Writer } from '#storage/storage.ts';
import type { Visibility } from '../../contributions/model.ts';
import { publicWords } from '../../contributions/queries/rows.ts';
import type { ScopedRole } from '../../kernel/actor.ts';
import { topicOfConsultation, type DomainEvent } from '../../kernel/events.ts';
import { keepContribution } from '../../search/commands/keep.ts';
import type { ModerationAction } from '../model.ts';
import { subjectId, type Subject } from '../queries/subject.ts';

export interface Change {
	visibility?: Visibility;
	publicText?: string | null;
}

const told = {
	none: 'kept',
	redacted: 'redacted',
	hidden: 'hidden',
	restored: 'restored'
} as const satisfies Record<ModerationAction, string>;

/** Carries out a decision on the words themselves and tells everybody who watches; answers their new version. */
export async function changeWords(
	writer: Writer,
	subject: Subject,
	action: ModerationAction,
	change: Change,
	as: ScopedRole | null
): Promise<number> {
	const { db, t, emit } = writer;
	const version = subject.version + 1;
	const table = subject.replyId === '' ? t.contributions : t.replies;
	await db
		.update(table)
		.set({ version, ...change })
		.where(eq(table.id, subjectId(subject)));
	if (change.publicText === null && subject.replyId === '')
		await db
			.update(t.contributionVersions)
			.set({ publicText: null })
			.where(eq(t.contributionVersions.contributionId, subject.contributionId));
	if (subject.replyId === '' && action !== 'none')
		await keepContribution(
			writer,
			{ id: subject.consultationId, number: subject.number },
			{ id: subject.contributionId, text: publicWords({ ...subject, ...change }) }
		);
	const kind = subject.replyId === '' ? 'contribution' : 'reply';
	emit({
		type: `${kind}.${told[action]}`,
		topic: topicOfConsultation(subject.number),
		kind,
		id: subjectId(subject),
		version,
		as,
		about: subject.accountId
	} as DomainEvent);
	return version;
}

/** Undoes the last step: words taken out before they were hidden stay out. */
export const restoration = ({ visibility, publicText }: Subject): Change =>
	visibility === 'hidden' && publicText !== null
		? { visibility: 'redacted' }
		: { visibility: 'public', publicText: null };
