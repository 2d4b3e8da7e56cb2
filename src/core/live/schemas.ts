import { Type, type Static } from 'typebox';
import { ContributionJson, ReplyJson } from '../contributions/schemas.ts';
import { orNull } from '../kernel/schemas.ts';
import { eventTypes, objectKinds } from './model.ts';

const Participants = Type.Object(
	{ participants: Type.Object({ verified: Type.Integer(), declared: Type.Integer() }) },
	{ description: 'How many take part in a poll; an absolute number.' }
);
const Unread = Type.Object(
	{ unread: Type.Integer() },
	{ description: 'How many notices are unread; told to their owner only.' }
);

/** An event as it is sent, with what everybody may see of its object now. */
export const LiveEventJson = Type.Object({
	o: Type.Integer({
		minimum: 1,
		description: 'Its place in the topic: each has its own, without gaps.'
	}),
	type: Type.Enum([...eventTypes]),
	ref: Type.Tuple([Type.Enum([...objectKinds]), Type.String(), Type.Integer()], {
		description: 'Kind, id and version of the object that it is about.'
	}),
	data: orNull(
		Type.Union([ContributionJson, ReplyJson, Participants, Unread], {
			description:
				'The object as it is now, not as it was; null when there is nothing to see, or a later event says it.'
		})
	)
});
export type LiveEvent = Static<typeof LiveEventJson>;

/** The name of a topic, as somebody asks for it. */
export const TopicName = Type.String({
	minLength: 1,
	maxLength: 64,
	description: '`c:<number>`, `home`, `m:<centre>` or `a:me`.'
});
