import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every way in which a text may lie in a file: as it is, for Windows, in base64, in an address, in JSON. */
function formsOf(text: string): Buffer[] {
	const bytes = Buffer.from(text);
	const base64 = [0, 1, 2].map((before) =>
		Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			// What stands beside it changes the ends.
			.slice(4, -4)
	);
	const escaped = JSON.stringify(text).replace(
		/[^\0-\x7f]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
	return [
		bytes,
		Buffer.from(text, 'utf16le'),
		...base64.map((one) => Buffer.from(one)),
		Buffer.from(encodeURIComponent(text)),
		Buffer.from(escaped.slice(1, -1)),
		Buffer.from(bytes.toString('hex'))
	];
}

/** Which of the texts lie in a folder or in what was said, in whatever form, and where. */
export function tracesOf(texts: readonly string[], folder: string, said: string): string[] {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	const places = [
		...files.map((file) => ({ place: file, bytes: readFileSync(file) })),
		{ place: 'the log', bytes: Buffer.from(said) }
	];
	return places.flatMap(({ place, bytes }) =>
		texts
			.filter((text) => formsOf(text).some((form) => form.length > 3 && bytes.includes(form)))
			.map((text) => `${text} in ${place}`)
	);
}
