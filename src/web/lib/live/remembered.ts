/** Which way got through, for a while and for this tab: a better network gets the better way again. */
const key = 'viche-live';

/** The way by its place, and how long that still counts. */
export function recalled(): { way: number; left: number } {
	try {
		const [way, until] = (sessionStorage.getItem(key) ?? '').split(' ').map(Number);
		const left = until! - Date.now();
		if (left > 0) return { way: way!, left };
	} catch {
		// Nothing may be kept here: then all ways are tried in turn.
	}
	return { way: 0, left: 0 };
}

export function remember(way: number, forMs: number): void {
	try {
		sessionStorage.setItem(key, `${way} ${Date.now() + forMs}`);
	} catch {
		// As above.
	}
}

export function forget(): void {
	remember(0, 0);
}
