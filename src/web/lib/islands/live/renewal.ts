import { freshPage } from './page.ts';

/** Takes something from a fresh drawing of the page. */
export type Renew = (fresh: Document) => void;

const least = 200;
const urgentMost = 2000;
const longest = 30_000;
const once = { once: true } as const;

/**
 * Many read the same page: after an event each waits for a random time before it asks for the page again, the longer
 * the more often something happens. Wishes that come meanwhile are fulfilled together.
 */
export function createRenewal() {
	const wishes = new Map<string, Renew>();
	let most = urgentMost;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let due = Infinity;
	let calm: ReturnType<typeof setTimeout> | undefined;

	function plan(within: number): void {
		const at = Date.now() + least + Math.random() * (within - least);
		if (at >= due) return;
		clearTimeout(timer);
		due = at;
		timer = setTimeout(() => void run(), at - Date.now());
	}

	async function run(): Promise<void> {
		due = Infinity;
		// Nobody looks: it is time enough when somebody does.
		if (document.hidden) return void document.addEventListener('visibilitychange', again, once);
		const all = [...wishes.values()];
		wishes.clear();
		most = Math.min(longest, most * 2);
		clearTimeout(calm);
		calm = setTimeout(() => (most = urgentMost), 2 * longest);
		try {
			const fresh = await freshPage();
			for (const renew of all) renew(fresh);
		} catch {
			// Whoever reads keeps their place; what cannot be read now comes with the next change, or the next page.
		}
	}

	function again(): void {
		plan(urgentMost);
	}

	return {
		/** The last wish of a name counts. */
		soon(name: string, renew: Renew): void {
			wishes.set(name, renew);
			plan(most);
		},
		/** What must not stand for longer than two seconds. */
		urgently(name: string, renew: Renew): void {
			wishes.set(name, renew);
			plan(urgentMost);
		}
	};
}
export type Renewal = ReturnType<typeof createRenewal>;
