/** What the forms of an English word have in common: libraries – library, collecting – collection. */
export function englishStem(word: string): string {
	if (word.length < 4) return word;
	let stem = word
		.replace(/ies$/, 'y')
		.replace(/(?<=ss|sh|ch|x|z|us)es$/, '')
		.replace(/(?<=[^sui])s$/, '');
	for (const ending of ['ing', 'ed', 'ion'])
		if (stem.length > 5 && stem.endsWith(ending) && /[aeiouy]/.test(stem.slice(0, -ending.length)))
			stem = stem.slice(0, -ending.length);
	return stem
		.replace(/(?<=.{2})e$/, '')
		.replace(/([^aeiou])\1$/, '$1')
		.replace(/y$/, 'i')
		.replace(/iz(?=at$|$)/, 'is');
}
