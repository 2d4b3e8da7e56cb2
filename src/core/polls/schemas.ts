import { Type } from 'typebox';
import { Id, orNull } from '../kernel/schemas.ts';
import { pollKinds } from './model.ts';

/** By tier, never as one number (requirements §5.5). */
const Participants = Type.Object({ verified: Type.Integer(), declared: Type.Integer() });

export const PollJson = Type.Object({
	id: Id,
	kind: Type.Enum([...pollKinds]),
	question: Type.String(),
	options: Type.Array(Type.Object({ id: Id, text: Type.String() })),
	participants: Participants,
	results: orNull(
		Type.Object(
			{
				participants: Participants,
				options: Type.Array(
					Type.Object({
						id: Id,
						text: Type.String(),
						verified: Type.Integer(),
						declared: Type.Integer()
					})
				)
			},
			{ description: 'Null until the consultation has closed.' }
		)
	)
});

export const ChoiceJson = Type.Union([
	Type.Object({ option: Id }, { additionalProperties: false }),
	Type.Object({ options: Type.Array(Id, { maxItems: 50 }) }, { additionalProperties: false })
]);
