/**
 * The client as two tables: one of the line to the server, one of each topic on it. Every state has an answer to
 * everything that may come; the compiler finds a cell that is missing.
 */
type Table<State extends string, Input extends string, Act extends string> = Readonly<
	Record<State, Readonly<Record<Input, readonly [next: State, act?: Act]>>>
>;

export type LineState =
	/** None is wanted: the page is hidden, or its reader saves data. */
	| 'resting'
	/** Between two tries. */
	| 'waiting'
	/** Begun, nothing heard yet. */
	| 'opening'
	| 'open'
	/** It ended for good. */
	| 'over';
export type LineInput =
	/** A line is wanted, at once. */
	| 'wake'
	| 'rest'
	/** The pause is over. */
	| 'due'
	/** Questions can be sent. */
	| 'ready'
	/** Any message. */
	| 'heard'
	/** The message that the server will be back. */
	| 'bye'
	| 'lost'
	/** The session is over, or we may not. */
	| 'refused'
	| 'stop';
type LineAct = 'connect' | 'ask' | 'welcome' | 'spread' | 'fail' | 'retry' | 'hang_up';

/** Said by a line that is given up already. */
const stale = (state: LineState) =>
	({ ready: [state], heard: [state], bye: [state], lost: [state], refused: [state] }) as const;

export const lineTable: Table<LineState, LineInput, LineAct> = {
	resting: {
		...stale('resting'),
		wake: ['opening', 'connect'],
		rest: ['resting'],
		due: ['resting'],
		stop: ['over']
	},
	waiting: {
		...stale('waiting'),
		wake: ['opening', 'connect'],
		rest: ['resting', 'hang_up'],
		due: ['opening', 'connect'],
		stop: ['over', 'hang_up']
	},
	opening: {
		wake: ['opening'],
		rest: ['resting', 'hang_up'],
		due: ['opening'],
		ready: ['opening', 'ask'],
		heard: ['open', 'welcome'],
		bye: ['opening', 'spread'],
		lost: ['waiting', 'fail'],
		refused: ['over', 'hang_up'],
		stop: ['over', 'hang_up']
	},
	open: {
		wake: ['open'],
		rest: ['resting', 'hang_up'],
		due: ['open'],
		ready: ['open'],
		heard: ['open'],
		bye: ['open', 'spread'],
		lost: ['waiting', 'retry'],
		refused: ['over', 'hang_up'],
		stop: ['over', 'hang_up']
	},
	over: { ...stale('over'), wake: ['over'], rest: ['over'], due: ['over'], stop: ['over'] }
};

export type TopicState =
	/** There is no line to ask on. */
	| 'idle'
	/** Asked for, not answered yet: gaps are closed by the answer. */
	| 'asking'
	| 'live'
	/** What is shown is read anew, whether or not there is a line meanwhile. */
	| 'reading'
	/** The server does not tell of it, on this line. */
	| 'refused';
export type TopicInput =
	/** A line can be asked on. */
	| 'line'
	| 'no_line'
	| 'sub'
	/** An event: the one after the last, one that is known, one further on. */
	| 'next'
	| 'repeat'
	| 'gap'
	| 'reset'
	/** A heartbeat whose head was not reached in time. */
	| 'behind'
	| 'gone'
	| 'err'
	/** The page was read anew, or could not be. */
	| 'read'
	| 'unread';
type TopicAct = 'ask' | 'settle' | 'apply' | 'reload' | 'join' | 'give_up';

export const topicTable: Table<TopicState, TopicInput, TopicAct> = {
	idle: {
		line: ['asking', 'ask'],
		no_line: ['idle'],
		sub: ['idle'],
		next: ['idle'],
		repeat: ['idle'],
		gap: ['idle'],
		reset: ['idle'],
		behind: ['idle'],
		gone: ['idle'],
		err: ['idle'],
		read: ['idle'],
		unread: ['idle']
	},
	asking: {
		line: ['asking', 'ask'],
		no_line: ['idle'],
		sub: ['live', 'settle'],
		next: ['asking', 'apply'],
		repeat: ['asking'],
		gap: ['asking'],
		reset: ['reading', 'reload'],
		behind: ['asking'],
		gone: ['refused'],
		err: ['refused'],
		read: ['asking'],
		unread: ['asking']
	},
	live: {
		line: ['asking', 'ask'],
		no_line: ['idle'],
		sub: ['live', 'settle'],
		next: ['live', 'apply'],
		repeat: ['live'],
		gap: ['asking', 'ask'],
		reset: ['reading', 'reload'],
		behind: ['asking', 'ask'],
		gone: ['refused'],
		err: ['refused'],
		read: ['live'],
		unread: ['live']
	},
	// Whatever comes belongs to what is being thrown away.
	reading: {
		line: ['reading'],
		no_line: ['reading'],
		sub: ['reading'],
		next: ['reading'],
		repeat: ['reading'],
		gap: ['reading'],
		reset: ['reading'],
		behind: ['reading'],
		gone: ['reading'],
		err: ['reading'],
		read: ['idle', 'join'],
		unread: ['idle', 'give_up']
	},
	refused: {
		line: ['asking', 'ask'],
		no_line: ['idle'],
		sub: ['refused'],
		next: ['refused'],
		repeat: ['refused'],
		gap: ['refused'],
		reset: ['refused'],
		behind: ['refused'],
		gone: ['refused'],
		err: ['refused'],
		read: ['refused'],
		unread: ['refused']
	}
};
