import { Type } from 'typebox';
import { Id, Instant, iso, Language, orNull, Trilingual } from '../kernel/schemas.ts';
import { groundCodes } from '../moderation/model.ts';
import { channels, contributionKinds, tiers } from './model.ts';
import type { Contribution } from './queries.ts';

const Author = Type.Object(
	{
		as: Type.Enum(['name', 'initials', 'resident', 'organisation']),
		name: Type.Optional(Type.String()),
		place: Type.Optional(Trilingual),
		organisation: Type.Optional(Trilingual),
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

export const ContributionJson = Type.Object({
	id: Id,
	seq: Type.Integer(),
	number: Type.String(),
	kind: Type.Enum([...contributionKinds]),
	paragraphId: orNull(Id),
	author: Author,
	language: Language,
	channel: Type.Enum([...channels]),
	text: orNull(Type.String({ description: 'Null while hidden.' })),
	stub: orNull(Stub),
	version: Type.Integer(),
	at: Instant
});

/** A contribution as everybody gets it, by the API and live. */
export const contributionJson = (one: Contribution) => ({
	...one,
	at: iso(one.at),
	stub: one.stub && {
		...one.stub,
		at: iso(one.stub.at),
		appealUntil: iso(one.stub.appealUntil)
	}
});
