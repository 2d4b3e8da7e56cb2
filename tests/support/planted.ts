import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** As bytes in which a text may stand somewhere: in other alphabets of bits, encoded, or in an address. */
export function shapesOf(text: string): Buffer[] {
	const utf8 = Buffer.from(text, 'utf8');
	const little = Buffer.from(text, 'utf16le');
	const big = Buffer.from(little).swap16();
	// What stands before it moves the letters of Base64; its ends depend on the neighbours.
	const coded = [0, 1, 2].map((offset) =>
		Buffer.from(
			Buffer.concat([Buffer.alloc(offset), utf8])
				.toString('base64')
				.slice(offset === 0 ? 0 : 4, -4)
		)
	);
	return [utf8, little, big, ...coded, Buffer.from(encodeURIComponent(text))];
}

/** Which of the texts can still be read in a folder or in the bytes given, and where. */
export function findPlanted(
	texts: readonly string[],
	{ folder, bytes = {} }: { folder: string; bytes?: Record<string, Buffer> }
): string[] {
	const places = { ...Object.fromEntries(filesIn(folder)), ...bytes };
	return texts.flatMap((text) =>
		shapesOf(text).flatMap((shape) =>
			Object.entries(places)
				.filter(([, content]) => content.includes(shape))
				.map(([name]) => `${text} in ${name} as ${shape.toString('hex').slice(0, 24)}`)
		)
	);
}

function filesIn(folder: string): [string, Buffer][] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(folder, name)).isFile())
		.map((name) => [name, readFileSync(join(folder, name))]);
}
