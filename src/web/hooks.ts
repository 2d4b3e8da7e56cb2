import type { Transport } from '@sveltejs/kit/hooks';

/**
 * No page is drawn a second time in the browser (`csr = false`). SvelteKit writes down the data of each for that all
 * the same and throws it away, a sixth of the time that a long page takes: this takes all data for a kind of its own,
 * of which there is nothing to write.
 */
export const transport: Transport = {
	unsent: { encode: () => 1, decode: () => null }
};
