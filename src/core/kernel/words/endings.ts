/** Endings as they are taken off: longest first, and never so much that no word is left. */
export function endingsOf(list: string): (word: string, least: number) => string {
	const endings = list.split(/\s+/).sort((a, b) => b.length - a.length);
	return (word, least) => {
		for (const ending of endings)
			if (word.length - ending.length >= least && word.endsWith(ending)) {
				const left = word.slice(0, -ending.length);
				if (hasVowel.test(left)) return left;
			}
		return word;
	};
}

const hasVowel = /[аеєиіїоуюяaeiouy]/;
