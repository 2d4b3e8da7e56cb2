/** Places in the Ukrainian order of names, which databases do not know. */
export function ranksOf<Item>(
	items: readonly Item[],
	of: (item: Item) => { id: string; name: string }
): Map<string, number> {
	const { compare } = new Intl.Collator('uk');
	const sorted = items.map(of).sort((a, b) => compare(a.name, b.name));
	return new Map(sorted.map(({ id }, rank) => [id, rank]));
}
