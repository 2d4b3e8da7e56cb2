/** How wide a text is, from the tables of a TrueType font: what draws an SVG breaks no lines. */
export interface Font {
	/** In em; what the font has no letter for counts as a wide one. */
	width(text: string): number;
	has(character: string): boolean;
}

/** By the OpenType specification: `cmap` format 4 or 12, `hmtx`. Kerning is left out; it makes lines shorter. */
export function readFont(bytes: Buffer): Font {
	const table = tablesOf(bytes);
	const unitsPerEm = bytes.readUInt16BE(table('head') + 18);
	const metrics = bytes.readUInt16BE(table('hhea') + 34);
	const glyphs = readGlyphs(bytes, table('cmap'));
	const advances = table('hmtx');
	const advanceOf = (glyph: number) =>
		bytes.readUInt16BE(advances + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
	const glyphOf = (character: string) => glyphs.get(character.codePointAt(0)!);
	return {
		width: (text) =>
			[...text].reduce((sum, one) => {
				const glyph = glyphOf(one);
				return sum + (glyph === undefined ? 1 : advanceOf(glyph));
			}, 0),
		has: (character) => glyphOf(character) !== undefined
	};
}

function tablesOf(bytes: Buffer) {
	const places = new Map<string, number>();
	for (let n = 0, at = 12; n < bytes.readUInt16BE(4); n++, at += 16)
		places.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
	return (name: string) => {
		const place = places.get(name);
		if (place === undefined) throw new Error(`The font has no table ${name}.`);
		return place;
	};
}

/** Glyphs by code point. */
function readGlyphs(bytes: Buffer, cmap: number): Map<number, number> {
	const glyphs = new Map<number, number>();
	for (let n = 0; n < bytes.readUInt16BE(cmap + 2); n++) {
		const at = cmap + bytes.readUInt32BE(cmap + 4 + 8 * n + 4);
		if (bytes.readUInt16BE(at) === 4) readSegments(bytes, at, glyphs);
	}
	if (glyphs.size === 0) throw new Error('The font tells no letters in a way that is known here.');
	return glyphs;
}

/** Format 4: the letters of the basic plane, all that names and titles are written in. */
function readSegments(bytes: Buffer, at: number, glyphs: Map<number, number>): void {
	const twice = bytes.readUInt16BE(at + 6);
	const [ends, starts] = [at + 14, at + 16 + twice];
	const [deltas, offsets] = [starts + twice, starts + 2 * twice];
	for (let n = 0; n < twice; n += 2) {
		const [start, end] = [bytes.readUInt16BE(starts + n), bytes.readUInt16BE(ends + n)];
		const delta = bytes.readUInt16BE(deltas + n);
		const offset = bytes.readUInt16BE(offsets + n);
		for (let code = start; code <= end && code < 0xffff; code++) {
			const direct = offset === 0;
			const found = direct ? code : bytes.readUInt16BE(offsets + n + offset + 2 * (code - start));
			const glyph = found === 0 && !direct ? 0 : (found + delta) & 0xffff;
			if (glyph !== 0) glyphs.set(code, glyph);
		}
	}
}
