export const pollKinds = ['single', 'approval'] as const;
export type PollKind = (typeof pollKinds)[number];

export interface PollOption {
	id: string;
	text: string;
}

/** `single` takes one option, `approval` any number of them, at least one. */
export type Choice = { option: string } | { options: string[] };

/** The ids chosen, sorted and each once, or null when the choice does not fit the poll. */
export function chosen(
	{ kind, options }: { kind: PollKind; options: readonly PollOption[] },
	choice: Choice
): string[] | null {
	const given =
		kind === 'single'
			? 'option' in choice
				? [choice.option]
				: []
			: 'options' in choice
				? [...new Set(choice.options)].sort()
				: [];
	const known = given.every((id) => options.some((option) => option.id === id));
	return given.length > 0 && known ? given : null;
}

/** Who votes as what; the two are never added (requirements §5.5). */
export const ballotTiers = ['verified', 'declared'] as const;
export type BallotTier = (typeof ballotTiers)[number];

export type Participants = Record<BallotTier, number>;

export interface Results {
	participants: Participants;
	options: { id: string; text: string; verified: number; declared: number }[];
}
