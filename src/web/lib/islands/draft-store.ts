/** What was typed into one form and not sent yet. */
export interface KeptDraft {
	at: number;
	fields: [name: string, value: string][];
}

const prefix = 'viche.draft.';
const longest = 14 * 86_400_000;

/** Null where there is none, or where the browser keeps nothing at all. */
export function keptDraft(name: string): KeptDraft | null {
	try {
		const kept = JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as KeptDraft | null;
		return kept && Date.now() - kept.at < longest ? kept : null;
	} catch {
		return null;
	}
}

/** Whether it could be kept. */
export function keepDraft(name: string, draft: KeptDraft): boolean {
	try {
		localStorage.setItem(prefix + name, JSON.stringify(draft));
		return true;
	} catch {
		return false;
	}
}

export function forgetDraft(name: string): void {
	try {
		localStorage.removeItem(prefix + name);
	} catch {
		// It was never kept.
	}
}

/** All of them: whoever signs out leaves nothing to the next person at the same computer. */
export function forgetDrafts(): void {
	try {
		for (const key of Object.keys(localStorage))
			if (key.startsWith(prefix)) localStorage.removeItem(key);
	} catch {
		// None were kept.
	}
}
