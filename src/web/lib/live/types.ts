import type { LiveEvent } from '#core/live/queries.ts';

/** Up to where something is known: the epoch of the log, and an offset in it. */
export interface Cursor {
	e: string;
	o: number;
}

/** `off`: the reader saves data, so there is no line at all and a reload shows what is there. */
export type State = 'live' | 'catching_up' | 'offline' | 'off';

interface Options {
	/** Of the site, such as `https://viche.example`. */
	origin: string;
	/** What is followed, each from its cursor; without one, from when the line stands. */
	topics: Readonly<Record<string, Cursor | undefined>>;
	/** Events of a topic, each once and in their order. */
	apply(events: readonly LiveEvent[], topic: string): void;
	/** What is shown may not be continued: it has to be read anew. Answers from where to go on. */
	reload(topic: string, signal: AbortSignal): Promise<Cursor>;
	/** Called when it changes. */
	state?(state: State): void;
	times?: Partial<Times>;
}

export interface Following {
	/** The server's time in milliseconds, as far as it is known: the clocks of telephones are wrong. */
	now(): number;
	/** Whether the server has told its time. */
	knowsTime(): boolean;
	stop(): void;
}

/** All in milliseconds. */
export interface Times {
	/** No message for so long means a dead line; the server's heart beats every 25 s. */
	silence: number;
	/** A new line that says nothing for so long does not get through. */
	opening: number;
	/** A head that stays ahead of us for so long is a loss, not a race. */
	patience: number;
	/** The longest pause between two tries, however many failed. */
	longestPause: number;
	/** A page that nobody looks at for so long needs no line. */
	hidden: number;
	/** For so long what got through is taken first; then the best way is tried again. */
	remembered: number;
}

export type Follow = (options: Options) => Following;
