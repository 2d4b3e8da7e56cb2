import { Type } from 'typebox';
import {
	Day,
	Id,
	Instant,
	iso,
	isoOrNull,
	Language,
	orNull,
	PartlyTrilingual,
	Trilingual
} from '../kernel/schemas.ts';
import { groundCodes } from '../moderation/model.ts';
import { StatementJson, statementJson } from '../moderation/schemas.ts';
import { phases } from '../consultations/model.ts';
import { badges, channels, contributionKinds, tiers } from './model.ts';
import { answerStatuses } from '../answers/model.ts';
import type { Fate, EarlierVersion } from './queries/fate.ts';
import type { Contribution } from './queries/rows.ts';
import type { Reply } from './queries/thread.ts';

const Author = Type.Object(
	{
		as: Type.Enum(['name', 'initials', 'resident', 'organisation', 'withdrawn']),
		name: Type.Optional(Type.String()),
		place: Type.Optional(Trilingual),
		organisation: Type.Optional(Trilingual),
		slug: Type.Optional(Type.String({ description: 'Of the organisation.' })),
		tier: Type.Enum([...tiers])
	},
	{ description: 'As its author chose to be shown.' }
);

const Stub = Type.Object(
	{
		decisionId: Id,
		action: Type.Enum(['hidden', 'redacted']),
		ground: Type.Enum([...groundCodes]),
		centre: Type.Object({ slug: Type.String(), town: Trilingual }),
		at: Instant,
		appealUntil: Instant
	},
	{ description: 'Stands where words were hidden or taken out.' }
);

const Answer = Type.Object(
	{
		status: Type.Enum([...answerStatuses]),
		reasons: Type.String(),
		paragraphIds: Type.Array(Id),
		at: Instant,
		version: Type.Integer({ description: 'One more each time it was given anew.' }),
		alsoFor: Type.Array(Type.Integer())
	},
	{ description: 'What the authority answered; `alsoFor` are others with the same answer.' }
);

const Provenance = Type.Object(
	{
		centre: Type.Object({ slug: Type.String(), town: Trilingual }),
		receivedOn: Type.String(),
		enteredAt: Instant
	},
	{ description: 'Of what a centre entered from paper or voice.' }
);

export const ContributionJson = Type.Object({
	id: Id,
	seq: Type.Integer(),
	number: Type.String(),
	kind: Type.Enum([...contributionKinds]),
	paragraphId: orNull(Id),
	author: Author,
	language: Language,
	channel: Type.Enum([...channels]),
	provenance: orNull(Provenance),
	text: orNull(Type.String({ description: 'Null while hidden, and once withdrawn.' })),
	stub: orNull(Stub),
	withdrawn: Type.Boolean(),
	version: Type.Integer(),
	at: Instant,
	correctedAt: orNull(Instant),
	support: Type.Integer({ description: 'How many people agree.' }),
	organisationSupport: Type.Integer({
		description: 'How many organisations agree; never added to the people.'
	}),
	replies: Type.Integer(),
	answer: orNull(Answer)
});

/** A contribution as everybody gets it, by the API and live. */
export const contributionJson = (one: Contribution) => ({
	...one,
	at: iso(one.at),
	correctedAt: isoOrNull(one.correctedAt),
	stub: stubJson(one.stub),
	provenance: one.provenance && { ...one.provenance, enteredAt: iso(one.provenance.enteredAt) },
	answer: one.answer && { ...one.answer, at: iso(one.answer.at) }
});

const stubJson = (stub: Contribution['stub']) =>
	stub && { ...stub, at: iso(stub.at), appealUntil: iso(stub.appealUntil) };

/** Replies stand in one list, each with what it answers. */
export const ReplyJson = Type.Object({
	id: Id,
	contributionId: Id,
	parentId: orNull(Id),
	depth: Type.Integer(),
	badge: orNull(Type.Enum([...badges])),
	author: Author,
	language: Language,
	text: orNull(Type.String({ description: 'Null while hidden, and once withdrawn.' })),
	stub: orNull(Stub),
	withdrawn: Type.Boolean(),
	version: Type.Integer(),
	at: Instant
});

export const replyJson = ({ replies: _, ...one }: Reply) => ({
	...one,
	at: iso(one.at),
	stub: stubJson(one.stub)
});

/** A thread in reading order. */
export const threadJson = (replies: readonly Reply[]): ReturnType<typeof replyJson>[] =>
	replies.flatMap((one) => [replyJson(one), ...threadJson(one.replies)]);

/** Number and code of a receipt: with both, what became of it is read without an account. */
export const ReceiptJson = Type.Object({ number: Type.String(), code: Type.String() });

export const EarlierJson = Type.Object({
	version: Type.Integer(),
	text: Type.String(),
	at: Instant
});
export const earlierJson = ({ at, ...earlier }: EarlierVersion) => ({ ...earlier, at: iso(at) });

const DisputeJson = Type.Object(
	{
		text: Type.String(),
		at: Instant,
		supplement: orNull(Type.String()),
		supplementedAt: orNull(Instant)
	},
	{ description: 'What its author says against the answer, and what the authority added.' }
);

/** One change of the draft that contributions brought about. */
export const DocumentChangeJson = Type.Object({
	paragraphId: Id,
	before: Type.String(),
	after: Type.String(),
	because: Type.Array(Type.Integer({ description: 'Number within the consultation.' }))
});

export const FateJson = Type.Object({
	contribution: ContributionJson,
	text: Type.String({ description: 'As written, also when the public does not see it.' }),
	earlier: Type.Array(EarlierJson),
	thread: Type.Array(ReplyJson),
	statements: Type.Array(StatementJson),
	dispute: orNull(DisputeJson),
	disputable: Type.Boolean(),
	consultation: Type.Object({
		number: Type.String(),
		title: PartlyTrilingual,
		phase: Type.Enum([...phases]),
		closesAt: Instant,
		reportDueAt: Instant,
		reportedAt: orNull(Instant)
	}),
	decision: orNull(
		Type.Object({
			title: Type.String(),
			decidedOn: Day,
			changes: Type.Array(DocumentChangeJson)
		})
	)
});

/** All that became of a contribution, for whoever holds its receipt. */
export const fateJson = ({ consultation, dispute, ...fate }: Fate) => ({
	...fate,
	contribution: contributionJson(fate.contribution),
	earlier: fate.earlier.map(earlierJson),
	thread: threadJson(fate.thread),
	statements: fate.statements.map(statementJson),
	dispute: dispute && {
		...dispute,
		at: iso(dispute.at),
		supplementedAt: isoOrNull(dispute.supplementedAt)
	},
	consultation: consultationJson(consultation)
});

const consultationJson = (one: Fate['consultation']) => ({
	number: one.number,
	title: one.title,
	phase: one.phase,
	closesAt: iso(one.closesAt),
	reportDueAt: iso(one.reportDueAt),
	reportedAt: isoOrNull(one.reportedAt)
});
