/**
 * What was kept or asked for lately, by name: at least `most` names are remembered and at most twice as many. Costs the
 * same however many there are; to move each name to the end of one long list does not.
 */
export function createRecent<Kept>(most: number) {
	let recent = new Map<string, Kept>();
	let before = new Map<string, Kept>();

	function keep(name: string, kept: Kept): void {
		if (recent.size >= most) {
			before = recent;
			recent = new Map();
		}
		recent.set(name, kept);
	}

	return {
		keep,
		get(name: string): Kept | undefined {
			const kept = recent.get(name);
			if (kept !== undefined) return kept;
			const older = before.get(name);
			if (older !== undefined) keep(name, older);
			return older;
		},
		forget(name: string): void {
			recent.delete(name);
			before.delete(name);
		}
	};
}
