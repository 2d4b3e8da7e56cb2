import { Type } from 'typebox';
import { contributionKinds, contributionNumber, visibilities } from '../contributions/model.ts';
import {
	Id,
	Instant,
	iso,
	isoOrNull,
	Language,
	orNull,
	PartlyTrilingual,
	Trilingual
} from '../kernel/schemas.ts';
import { appealLanes, appealOutcomes, groundCodes, moderationActions } from './model.ts';
import type { AppealItem, AppealPage } from './queries/appeals.ts';
import type { QueueItem } from './queries/desk.ts';
import type { StatedAppeal, Statement } from './queries/statements.ts';

export const QueueItemJson = Type.Object({
	contributionId: Id,
	replyId: orNull(Id),
	version: Type.Integer(),
	number: Type.String(),
	kind: Type.Enum([...contributionKinds, 'reply']),
	title: PartlyTrilingual,
	text: Type.String(),
	visibility: Type.Enum([...visibilities]),
	ground: orNull(Type.Enum([...groundCodes])),
	flags: Type.Integer(),
	since: Instant,
	dueAt: Instant,
	claim: orNull(Type.Object({ mine: Type.Boolean(), until: Instant }))
});

export const queueItemJson = ({ number, seq, claim, replyId, ...item }: QueueItem) => ({
	...item,
	replyId: replyId || null,
	number: contributionNumber(number, seq),
	since: iso(item.since),
	dueAt: iso(item.dueAt),
	claim: claim && { ...claim, until: iso(claim.until) }
});

const Town = Type.Object({ slug: Type.String(), town: Trilingual });
const Ground = Type.Enum([...groundCodes]);

const StatedAppealJson = Type.Object({
	id: Id,
	text: Type.String(),
	at: Instant,
	dueAt: Instant,
	centre: Town,
	outcome: orNull(Type.Enum([...appealOutcomes])),
	ground: orNull(Ground),
	reason: orNull(Type.String({ description: 'Null while it waits, and where silence decided.' })),
	decidedAt: orNull(Instant)
});

/** The statement of reasons, as the author gets it: who decided is told by centre and role. */
export const StatementJson = Type.Object({
	id: Id,
	action: Type.Enum([...moderationActions]),
	ground: Ground,
	reason: Type.String(),
	lawArticle: orNull(Type.String()),
	fragment: orNull(Type.String()),
	source: Type.Enum(['flag', 'own_check']),
	automated: Type.Boolean(),
	centre: Type.Object({ ...Town.properties, name: Trilingual }),
	role: Type.Enum(['consultant', 'coordinator', 'admin']),
	decidedAt: Instant,
	appealUntil: Instant,
	appeal: orNull(StatedAppealJson)
});

export const statementJson = ({ replyId: _, appeal, ...statement }: Statement) => ({
	...statement,
	decidedAt: iso(statement.decidedAt),
	appealUntil: iso(statement.appealUntil),
	appeal: appeal && statedAppealJson(appeal)
});

const statedAppealJson = (appeal: StatedAppeal) => ({
	...appeal,
	at: iso(appeal.at),
	dueAt: iso(appeal.dueAt),
	decidedAt: isoOrNull(appeal.decidedAt)
});

export const AppealItemJson = Type.Object({
	id: Id,
	number: Type.String(),
	title: PartlyTrilingual,
	lane: Type.Enum(Object.keys(appealLanes) as (keyof typeof appealLanes)[]),
	at: Instant,
	dueAt: Instant
});

export const appealItemJson = ({ at, dueAt, ...item }: AppealItem) => ({
	...item,
	at: iso(at),
	dueAt: iso(dueAt)
});

export const AppealJson = Type.Object({
	...AppealItemJson.properties,
	text: Type.String({ description: 'What the author says against the decision.' }),
	words: Type.Object({
		kind: Type.Enum([...contributionKinds, 'reply']),
		text: Type.String(),
		publicText: orNull(Type.String()),
		visibility: Type.Enum([...visibilities]),
		language: Language
	}),
	decision: StatementJson
});

export const appealJson = ({ decision, ...page }: AppealPage) => ({
	...page,
	...appealItemJson(page),
	decision: statementJson(decision)
});
