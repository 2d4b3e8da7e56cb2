import { Type } from 'typebox';
import { contributionKinds, contributionNumber, visibilities } from '../contributions/model.ts';
import { Id, Instant, iso, orNull, PartlyTrilingual } from '../kernel/schemas.ts';
import { groundCodes } from './model.ts';
import type { QueueItem } from './queries/desk.ts';

export const QueueItemJson = Type.Object({
	contributionId: Id,
	version: Type.Integer(),
	number: Type.String(),
	kind: Type.Enum([...contributionKinds]),
	title: PartlyTrilingual,
	text: Type.String(),
	visibility: Type.Enum([...visibilities]),
	ground: orNull(Type.Enum([...groundCodes])),
	flags: Type.Integer(),
	since: Instant,
	dueAt: Instant,
	claim: orNull(Type.Object({ mine: Type.Boolean(), until: Instant }))
});

export const queueItemJson = ({ number, seq, claim, ...item }: QueueItem) => ({
	...item,
	number: contributionNumber(number, seq),
	since: iso(item.since),
	dueAt: iso(item.dueAt),
	claim: claim && { ...claim, until: iso(claim.until) }
});
