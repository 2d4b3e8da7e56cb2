import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { SignedIn } from '#core/accounts/sign-in.ts';
import type { AccountActor } from '#core/kernel/actor.ts';
import { isRefusal, type FieldError } from '#core/kernel/errors.ts';
import { beginSession, refuseGuess } from './access.ts';
import { textOf, withoutSecrets, wrong, type FormState, type FormValues } from './forms.ts';
import { placeIn, refusedPlace, type PlaceState } from './places.ts';

/** Three ways to say who one is, each with fields of its own, in the form of what is sent. */
const fieldsOf = {
	account: ['login', 'password'],
	card: ['cardLogin', 'cardCode', 'cardPassword'],
	new: ['email', 'name', 'place', 'agreed']
} as const;
export type Way = keyof typeof fieldsOf;

const unseen = ['areaId', 'ticket', 'totp'];
const whoFields: readonly string[] = [...Object.values(fieldsOf).flat(), ...unseen];

/** What `WhoYouAre` shows after a form was sent. */
export interface WhoState extends PlaceState {
	/** The way that was tried. */
	way?: Way;
	/** The password was right: the code of the second factor is asked for. */
	ticket?: string | undefined;
	/** A letter is under way; what was sent waits until its link is followed. */
	letter?: boolean;
}

type Answer = ActionFailure<WhoState> | WhoState;
type Identified = { actor: AccountActor; answer?: never } | { actor?: never; answer: Answer };

interface Sent {
	/** What is wrong with the form itself: then nobody is signed in, and no letter is written. */
	errors?: readonly FieldError[];
	/** Whose residents alone may do it, where not everybody's: somebody new from elsewhere is told before a letter is. */
	livesIn?: readonly string[] | undefined;
}

/** What was sent, without what says by whom. */
export const withoutWho = (values: FormValues): FormValues =>
	Object.fromEntries(Object.entries(values).filter(([name]) => !whoFields.includes(name)));

/**
 * Who sends a form: whoever is signed in, else whoever its own fields say, and then the action goes on in the same
 * request. `answer` is what the action answers otherwise: what was wrong, the second factor, or that a letter is under
 * way under whose link the same form waits.
 */
export async function identify(
	event: RequestEvent,
	values: FormValues,
	{ errors = [], livesIn }: Sent = {}
): Promise<Identified> {
	const { actor } = event.locals;
	if (actor.kind === 'account')
		return errors.length === 0 ? { actor } : { answer: wrong([...errors], values) };
	const way = wayOf(values);
	if (way === 'new') return { answer: await writeLetter(event, values, { errors, livesIn }) };
	if (errors.length > 0)
		return { answer: stateOf(wrong([...errors, ...missingIn(way, values)], values), { way }) };
	const missing = textOf(values, 'ticket') ? [] : missingIn(way, values);
	if (missing.length > 0) return { answer: stateOf(wrong(missing, values), { way }) };
	try {
		const begun = await beginSession(event, await signIn(event, values, way));
		return { actor: begun as AccountActor };
	} catch (refusal) {
		return { answer: notSignedIn(event, refusal, { values, way }) };
	}
}

/** Browsers fill in login and password by themselves: whoever has begun another way means that one. */
export function wayOf(values: FormValues): Way {
	if (textOf(values, 'ticket')) return 'account';
	const isBegun = (way: Way) => fieldsOf[way].some((name) => textOf(values, name).trim() !== '');
	return (['card', 'new'] as const).find(isBegun) ?? 'account';
}

function missingIn(way: Way, values: FormValues): FieldError[] {
	const missing = fieldsOf[way].filter((path) => textOf(values, path).trim() === '');
	return missing.map((path) => ({ path, code: 'required' }));
}

async function signIn(
	{ locals: { app, actor }, getClientAddress }: RequestEvent,
	values: FormValues,
	way: Way
): Promise<SignedIn> {
	const address = getClientAddress();
	const [ticket, totp] = [textOf(values, 'ticket'), textOf(values, 'totp')];
	if (ticket) return app.accounts.completeSignIn(actor, { ticket, totp, address });
	if (way === 'account') {
		const [login, password] = [textOf(values, 'login'), textOf(values, 'password')];
		return app.accounts.checkSignIn(actor, { login, password, address });
	}
	const [login, password] = [textOf(values, 'cardLogin'), textOf(values, 'cardPassword')];
	const code = textOf(values, 'cardCode');
	const opened = await app.accounts.openByCard(actor, { login, code, password, address });
	// The card has set the password; the second factor is asked for as after any other sign-in.
	if (opened.secondFactorNeeded)
		return app.accounts.checkSignIn(actor, { login, password, address });
	return { id: opened.id, secondFactorAt: null };
}

interface Tried {
	values: FormValues;
	way: Way;
}

function notSignedIn(event: RequestEvent, refusal: unknown, { values, way }: Tried): Answer {
	if (!isRefusal(refusal)) throw refusal;
	const { code, details } = refusal;
	if (code === 'second_factor_needed')
		return { way, ticket: details.ticket, values: withoutSecrets(values) };
	const ticket = textOf(values, 'ticket') || undefined;
	const at = (path: string, code: FieldError['code']) =>
		stateOf(wrong([{ path, code }], values, refusal.code), { way, ticket });
	if (code === 'wrong_sign_in') return ticket ? at('totp', 'wrong_code') : at('login', code);
	if (code === 'code_not_valid' && !ticket) return at('cardCode', 'card_not_valid');
	const refused = refuseGuess(event, refusal, values, (path) => cardFields[path] ?? path);
	// A ticket that is too old lets nobody in any more: login and password are asked for again.
	return stateOf(refused, { way, ticket: code === 'code_not_valid' ? undefined : ticket });
}

const cardFields: Record<string, string> = {
	login: 'cardLogin',
	code: 'cardCode',
	password: 'cardPassword'
};

async function writeLetter(
	event: RequestEvent,
	values: FormValues,
	{ errors: before = [], livesIn }: Sent
): Promise<Answer> {
	const { app, actor, lang } = event.locals;
	const found = await placeIn(event, values);
	if (livesIn && found.place) {
		const place = await app.areas.place(actor, { area: found.place.id });
		if (place && !place.path.some((id) => livesIn.includes(id))) {
			const refused = wrong([{ path: 'place', code: 'lives_elsewhere' }], values);
			return stateOf(refused, { way: 'new', places: found.places });
		}
	}
	const asked = {
		email: textOf(values, 'email'),
		name: textOf(values, 'name'),
		areaId: found.areaId,
		agreed: textOf(values, 'agreed') !== ''
	};
	try {
		await app.accounts.checkSignUp(actor, asked);
		if (before.length > 0) return stateOf(wrong([...before], values), { way: 'new' });
		await app.accounts.requestSignUp(actor, {
			...asked,
			language: lang,
			address: event.getClientAddress(),
			waits: { next: event.url.pathname + event.url.search, typed: withoutWho(values) }
		});
	} catch (refusal) {
		const refused = refusedPlace(refuseGuess(event, refusal, values), found.places);
		const errors = [...before, ...(refused.data.errors ?? [])];
		return stateOf(refused, { way: 'new', errors });
	}
	return { way: 'new', letter: true, values: withoutSecrets(values) };
}

function stateOf(
	refused: ActionFailure<FormState>,
	more: Partial<WhoState>
): ActionFailure<WhoState> {
	return Object.assign(refused, { data: { ...refused.data, ...more } });
}
