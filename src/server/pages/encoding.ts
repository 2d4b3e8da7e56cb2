import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

export type Encoding = 'br' | 'gzip';

/**
 * Of Brotli, for what is sent once and for what is kept: the fifth takes half as long again for a tenth less. The ninth
 * would take eight times as long for another twentieth.
 */
const quality = { once: 4, kept: 5 };

/** Off the main thread. */
export function encode(
	page: Buffer,
	encoding: Encoding,
	use: keyof typeof quality
): Promise<Buffer> {
	if (encoding === 'gzip') return deflate(page);
	return brotli(page, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: quality[use],
			[constants.BROTLI_PARAM_SIZE_HINT]: page.length
		}
	});
}

/** What nearly all browsers send; a look at the weights costs as much as all else that a page from memory needs. */
const usual = ['gzip, deflate, br, zstd', 'gzip, deflate, br'];

/** By the header `Accept-Encoding`; undefined where the bytes have to stay as they are. */
export function chosenEncoding(header = ''): Encoding | undefined {
	if (usual.includes(header)) return 'br';
	const accepted = new Map(
		header
			.toLowerCase()
			.split(',')
			.map((part) => {
				const [name = '', weight = ''] = part.split(';');
				return [name.trim(), !/^\s*q=0(?:\.0*)?\s*$/.test(weight)];
			})
	);
	return (['br', 'gzip'] as const).find((name) => accepted.get(name) ?? accepted.get('*'));
}

/** Caches on the way keep each form of a page apart. */
export function varyByEncoding(response: ServerResponse): void {
	const before = response.getHeader('vary');
	const names = before === undefined ? [] : String(before).split(/\s*,\s*/);
	if (!names.some((name) => name.toLowerCase() === 'accept-encoding'))
		response.setHeader('vary', [...names, 'Accept-Encoding'].join(', '));
}
