import type { LiveEvent } from '#core/live/queries.ts';
import type { Following } from '../../live/types.ts';
import type { StateLine } from './line.ts';
import type { Renewal } from './renewal.ts';

/** What a page does with what happens. */
export interface View {
	apply(event: LiveEvent, topic: string): void;
	/** Takes all that the page follows from a fresh drawing, and leaves what is not to be moved. */
	renew(fresh: Document): void;
	/** After "show": what waited is on the page, and gets the focus. */
	show?(): void;
	/** An instant has come at which what stands here changes by itself; sure by the server's time only. */
	turn?(isSure: boolean): void;
}

export interface Context {
	/** The line of the page with its `data-` attributes. */
	line: HTMLElement;
	news: StateLine['news'];
	renewal: Renewal;
}

export type ServerTime = Pick<Following, 'now' | 'knowsTime'>;
