/** What was typed into one form and not sent yet. */
export interface KeptDraft {
	at: number;
	fields: [name: string, value: string][];
	/** Its form was sent; whether it arrived, the device does not know. */
	sent?: boolean;
}

/** A form that was sent while there was no line: it goes out under the same key, however often it is tried. */
export interface Waiting extends KeptDraft {
	action: string;
	/** Whose words they are: nobody else who signs in here sends them. */
	account: string;
	/** The name of its draft. */
	draft: string;
}

const draftPrefix = 'viche.draft.';
const waitingPrefix = 'viche.waiting.';
const sharedName = 'viche.shared';
const longest = 14 * 86_400_000;

/** Null where there is none, or where the browser keeps nothing at all. */
export function keptDraft(name: string): KeptDraft | null {
	const kept = read<KeptDraft>(draftPrefix + name);
	return kept && Date.now() - kept.at < longest ? kept : null;
}

/** Whether it could be kept. */
export const keepDraft = (name: string, draft: KeptDraft): boolean =>
	!isShared() && write(draftPrefix + name, draft);

export const forgetDraft = (name: string): void => forget((key) => key === draftPrefix + name);

/** What was typed before somebody signed in goes on as theirs, unless they have begun the same themselves. */
export function takeDraftOver(from: string, to: string): void {
	const draft = keptDraft(from);
	if (draft && !keptDraft(to) && keepDraft(to, draft)) forgetDraft(from);
}

/** Whether it outlives this page. */
export const keepWaiting = (one: Waiting): boolean =>
	!isShared() && write(waitingPrefix + one.draft, one);

export const forgetWaiting = (draft: string): void =>
	forget((key) => key === waitingPrefix + draft);

/** Whoever once sent it has it no more: it was sent, in another tab. */
export const stillWaits = (draft: string): boolean => read<Waiting>(waitingPrefix + draft) !== null;

export const allWaiting = (): Waiting[] =>
	names()
		.filter((key) => key.startsWith(waitingPrefix))
		.flatMap((key) => read<Waiting>(key) ?? []);

/** All of it: whoever signs out leaves nothing to the next person at the same computer. */
export const forgetAll = (): void =>
	forget((key) => key.startsWith(draftPrefix) || key.startsWith(waitingPrefix));

/** A computer of many people, as at a centre: nothing is kept on it. */
export const isShared = (): boolean => read(sharedName) !== null;

export function setShared(shared: boolean): void {
	if (!shared) return forget((key) => key === sharedName);
	forgetAll();
	write(sharedName, true);
}

// A browser may keep nothing, and then throws at each of these.

function read<Kept>(key: string): Kept | null {
	try {
		return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
	} catch {
		return null;
	}
}

function write(key: string, value: unknown): boolean {
	try {
		localStorage.setItem(key, JSON.stringify(value));
		return true;
	} catch {
		return false;
	}
}

function names(): string[] {
	try {
		return Object.keys(localStorage);
	} catch {
		return [];
	}
}

function forget(which: (key: string) => boolean): void {
	for (const key of names().filter(which)) localStorage.removeItem(key);
}
