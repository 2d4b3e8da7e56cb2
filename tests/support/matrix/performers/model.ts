import type { Phase } from '#core/consultations/model.ts';
import type { Action } from '#core/permissions/matrix.ts';
import { day } from '../../world.ts';
import type { Player } from '../cast.ts';
import type { Stage } from '../stage.ts';

/** A request that does something; `form` is a post of a page, `page` and `api` are what they say. */
export interface Ask {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	body?: unknown;
}

export interface Performer {
	way: 'api' | 'form' | 'page';
	/** What it is done to, by its name on the stage. */
	on: keyof Stage['things'];
	ask(stage: Stage, player: Player): Ask;
	/** Where the command asks for more of the consultation than the matrix: only then it is done. */
	when?: readonly Phase[] | ((player: Player) => readonly Phase[] | null);
	/** Wants the phase in which paper may still be entered. */
	lateIntake?: true;
	/** Done to a draft, which has phases of its own. */
	draft?: true;
	/** For those who are not let at this one, it is not there (or there is nothing of theirs). */
	hides?: true;
	/** A form that only looks something up: its answer is a page. */
	looks?: true;
	/** Sets the stage for this player, who is then alone on it. */
	before?(stage: Stage, player: Player): Promise<void>;
}

export const api = (
	method: Ask['method'],
	path: (stage: Stage) => string,
	body?: (stage: Stage, player: Player) => unknown,
	rest: Partial<Performer> = {}
): Performer => ({
	way: 'api',
	on: 'consultation',
	ask: (stage, player) => ({
		method,
		path: path(stage),
		...(body && { body: body(stage, player) })
	}),
	...rest
});
export const read = (path: (stage: Stage) => string, rest: Partial<Performer> = {}): Performer =>
	api('GET', path, undefined, { on: 'nothing', ...rest });
export const page = (path: (stage: Stage) => string, rest: Partial<Performer> = {}): Performer => ({
	...read(path, rest),
	way: 'page'
});
export const form = (
	path: (stage: Stage) => string,
	fields: (stage: Stage, player: Player) => Record<string, string>,
	rest: Partial<Performer> = {}
): Performer => ({ ...api('POST', path, fields, rest), way: 'form' });

/** How each action of one part is done over HTTP. */
export type Performers = Partial<Record<Action, Performer[]>>;

export const reason = 'Причина, яку прочитають усі: багато жителів просили про це.';
export const text = 'Слова, яких досить, щоб їх прийняти без запитань.';
export const at = (path: string) => (stage: Stage) => path.replace(':number', stage.number);
export const consultation = (rest: string) => at(`/consultations/:number${rest}`);
export const isoDay = (stage: Stage, days: number) =>
	new Date(stage.demo.app.storage.now() + days * day).toISOString().slice(0, 10);

/** Of a contribution, by its number: `…/0014` is the fourteenth. */
export const seqOf = ({ number }: { number: string }) =>
	String(Number(number.slice(number.lastIndexOf('/') + 1)));

export const afterReport = ['reported', 'decided', 'archived'] as const satisfies readonly Phase[];
