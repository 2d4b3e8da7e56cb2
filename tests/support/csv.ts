/** Rows of a CSV text by RFC 4180, each by the names of its header. */
export function readCsv(text: string): Record<string, string>[] {
	const [header = [], ...rows] = cellsOf(text.replace(/^\ufeff/, ''));
	return rows.map((row) =>
		Object.fromEntries(header.map((name, place) => [name, row[place] ?? '']))
	);
}

function cellsOf(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	// A cell in quotation marks, where two of them stand for one, or a plain one; then what ends it.
	const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
	while (cell.lastIndex < text.length) {
		const match = cell.exec(text);
		if (!match) throw new Error(`Not RFC 4180 at ${rows.length}`);
		row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
		if (match[3] === ',') continue;
		rows.push(row);
		row = [];
	}
	return rows;
}
