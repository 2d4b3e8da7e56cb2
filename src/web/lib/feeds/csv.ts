/** Tells spreadsheets that it is UTF-8. */
const byteOrderMark = '\ufeff';

/** A table by RFC 4180, its first row the header. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
	return byteOrderMark + csvRows(rows);
}

/** Some rows of it. */
export const csvRows = (rows: readonly (readonly (string | number)[])[]): string =>
	rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** Words of strangers that a spreadsheet would take for a formula get an apostrophe before them. */
function cell(value: string | number): string {
	if (typeof value === 'number') return String(value);
	const harmless = /^\s*[=+\-@]|^[\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
