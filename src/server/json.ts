const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const deepest = 20;

/** JSON as the API takes it (RELIABILITY D12); throws a `SyntaxError` for anything else. */
export function parseJson(bytes: Buffer): unknown {
	let text: string;
	try {
		text = utf8.decode(bytes);
	} catch {
		throw new SyntaxError('not UTF-8');
	}
	const parsed: unknown = JSON.parse(text);
	refuseHostile(parsed);
	return parsed;
}

/** Too deep, a name that reaches for prototypes, or half a surrogate pair. */
function refuseHostile(parsed: unknown): void {
	let level: unknown[] = [parsed];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) throw new SyntaxError('too deep');
		const inner: unknown[] = [];
		for (const value of level) {
			if (typeof value === 'string') refuseHalfPairs(value);
			if (typeof value !== 'object' || value === null) continue;
			if (Object.hasOwn(value, '__proto__')) throw new SyntaxError('forbidden name');
			for (const [name, below] of Object.entries(value)) {
				refuseHalfPairs(name);
				inner.push(below);
			}
		}
		level = inner;
	}
}

function refuseHalfPairs(text: string): void {
	if (!text.isWellFormed()) throw new SyntaxError('half a surrogate pair');
}
