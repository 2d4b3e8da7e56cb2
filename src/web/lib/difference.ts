/** A run of words that stayed, was taken out, or was added. */
export interface Run {
	kind: 'same' | 'out' | 'in';
	text: string;
}

/** Longer changes are shown as one: to compare them word by word takes time and tells nobody anything. */
const most = 400;

/** What was changed from one text to another, word by word. */
export function difference(before: string, after: string): Run[] {
	const [old, now] = [wordsIn(before), wordsIn(after)];
	let start = 0;
	while (start < old.length && start < now.length && isSame(old[start]!, now[start]!)) start++;
	let end = 0;
	while (
		end < old.length - start &&
		end < now.length - start &&
		isSame(old.at(-1 - end)!, now.at(-1 - end)!)
	)
		end++;
	const [oldPart, nowPart] = [
		old.slice(start, old.length - end),
		now.slice(start, now.length - end)
	];
	const runs: Run[] = [];
	add(runs, 'same', now.slice(0, start));
	if (Math.max(oldPart.length, nowPart.length) > most) {
		add(runs, 'out', oldPart);
		add(runs, 'in', nowPart);
	} else compare(runs, oldPart, nowPart);
	add(runs, 'same', now.slice(now.length - end));
	return runs;
}

/** Each word with the white space after it, so that all together are the text again. */
const wordsIn = (text: string) => text.match(/\s+|\S+\s*/g) ?? [];

/** A word at the end of a line, or of the text, is the same word. */
const isSame = (one: string, other: string) => one.trimEnd() === other.trimEnd();

function add(runs: Run[], kind: Run['kind'], words: readonly string[]): void {
	if (words.length === 0) return;
	const last = runs.at(-1);
	if (last?.kind === kind) last.text += words.join('');
	else runs.push({ kind, text: words.join('') });
}

/** By the longest words that both have in the same order. */
function compare(runs: Run[], old: readonly string[], now: readonly string[]): void {
	const width = now.length + 1;
	const longest = new Uint16Array((old.length + 1) * width);
	for (let i = old.length - 1; i >= 0; i--)
		for (let j = now.length - 1; j >= 0; j--)
			longest[i * width + j] = isSame(old[i]!, now[j]!)
				? longest[(i + 1) * width + j + 1]! + 1
				: Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
	let [i, j] = [0, 0];
	while (i < old.length || j < now.length) {
		if (i < old.length && j < now.length && isSame(old[i]!, now[j]!)) {
			// The end of a text has no space after it; in the other one there may be one.
			add(runs, 'same', [old[i]!.length > now[j]!.length ? old[i]! : now[j]!]);
			i++;
			j++;
		} else if (
			j >= now.length ||
			(i < old.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
		)
			add(runs, 'out', [old[i++]!]);
		else add(runs, 'in', [now[j++]!]);
	}
}
