import type { TakenCode } from './codes.ts';

/** What somebody had filled in before they said who they are. It waits sealed under the code of a letter. */
export interface Waiting {
	/** The form action to which it is sent on, a path of this site; without fields the page that is shown then. */
	next: string;
	typed: Record<string, string | string[]>;
}

/** So long a link in a letter completes a registration, and so long what was typed waits for it. */
export const waitingLifetime = 24 * 60 * 60_000;

export const sealable = (waits: Waiting | undefined): Record<string, string> =>
	waits === undefined ? {} : { waits: JSON.stringify(waits) };

export const waitingIn = ({ waits }: TakenCode['payload']): Waiting | null =>
	waits === undefined ? null : (JSON.parse(waits) as Waiting);
