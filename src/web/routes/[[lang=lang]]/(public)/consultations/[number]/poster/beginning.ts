/** As many whole sentences as have room in so many letters; the first one in any case. */
export function beginning(text: string, lang: string, most: number): string {
	const sentences = new Intl.Segmenter(lang, { granularity: 'sentence' }).segment(text);
	let taken = '';
	for (const { segment } of sentences) {
		if (taken !== '' && (taken + segment).trim().length > most) break;
		taken += segment;
	}
	return taken.trim();
}
