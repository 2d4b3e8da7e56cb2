import type { IncomingMessage } from 'node:http';
import { hromadaCookie } from '#core/areas/model.ts';

/**
 * The pages that read otherwise for whoever has chosen a hromada: the front page in each language. No other page is
 * told of the choice, so none can depend on it, and each is kept once.
 */
const dependsOnIt = (url: string) => /^\/(?:pl|en)?(?:\?|$)/.test(url);

const inCookies = new RegExp(`(?:^|; ?)${hromadaCookie}=([a-z\\d-]{1,60})(?:;|$)`);

export type ChosenHromada = (request: IncomingMessage) => string | undefined;

/** Reads which of the known ones a request has chosen. Any other value is none: nobody fills the memory with inventions. */
export const chosenAmong =
	(known: ReadonlySet<string>): ChosenHromada =>
	({ url = '', headers: { cookie } }) => {
		if (cookie === undefined || !dependsOnIt(url)) return undefined;
		const [, slug] = inCookies.exec(cookie) ?? [];
		return slug !== undefined && known.has(slug) ? slug : undefined;
	};
