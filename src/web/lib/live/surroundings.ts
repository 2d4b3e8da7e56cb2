interface Told {
	/** Nobody looks. */
	rest(): void;
	/** Somebody looks again. */
	wake(): void;
	/** The network is gone. */
	gone(): void;
	/** There is a network, maybe another one. */
	back(): void;
}

/** What a page has around it; outside of browsers there is none of it. */
interface Surroundings extends EventTarget {
	document: EventTarget & { hidden: boolean };
	navigator: { connection?: { saveData?: boolean } };
	matchMedia(query: string): { matches: boolean };
}
const around = 'document' in globalThis ? (globalThis as unknown as Surroundings) : undefined;

/** Tells when the page is looked at and when it has a network; answers how to stop. */
export function watchSurroundings(told: Told, hiddenMs: number): () => void {
	if (!around) return () => {};
	const { document } = around;
	const end = new AbortController();
	const { signal } = end;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		clearTimeout(timer);
		if (document.hidden) timer = setTimeout(told.rest, hiddenMs);
		else told.wake();
	};
	document.addEventListener('visibilitychange', look, { signal });
	around.addEventListener('pageshow', look, { signal });
	// A page with an open line is not kept for the way back.
	around.addEventListener('pagehide', told.rest, { signal });
	around.addEventListener('online', told.back, { signal });
	around.addEventListener('offline', told.gone, { signal });
	return () => {
		clearTimeout(timer);
		end.abort();
	};
}

/** Whether the reader asked for as little as possible. */
export function savesData(): boolean {
	if (!around) return false;
	if (around.navigator.connection?.saveData) return true;
	return around.matchMedia('(prefers-reduced-data: reduce)').matches;
}
