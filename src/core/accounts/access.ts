import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Lang } from '../kernel/text.ts';
import type { Store } from '#storage/storage.ts';
import {
	confirmationLimits,
	createAttempts,
	letterLimits,
	linkLimits,
	signInLimits
} from './attempts.ts';
import { createChallenges } from './challenges.ts';
import { openByCard, type CardUse } from './commands/card.ts';
import { signInByLetter, type LetterSignIn } from './commands/letter-sign-in.ts';
import { changeEmail, confirmEmail, readEmailChange, type ChangeEmail } from './commands/email.ts';
import {
	addPasskey,
	askForPasskey,
	offerPasskey,
	signInByPasskey,
	type NewPasskey,
	type PasskeySignIn
} from './commands/passkeys.ts';
import { changePassword, type ChangePassword } from './commands/password.ts';
import {
	readRecovery,
	recover,
	requestRecovery,
	type RequestRecovery
} from './commands/recovery.ts';
import { enrolSecondFactor, enterSecondFactor } from './commands/second-factor.ts';
import {
	checkSignUp,
	completeSignUp,
	readSignUp,
	requestSignUp,
	type RequestSignUp
} from './commands/sign-up.ts';

interface AccessOptions {
	/** Whether letters leave the house. */
	mail: boolean;
	/** The public address, as passkeys are bound to it. */
	origin: URL;
}

interface Link {
	code: string;
	address: string;
}

/** The ways into an account, with what they share: how often somebody may guess, and what was asked of passkeys. */
export function createAccess({ mail, origin }: AccessOptions) {
	const letters = createAttempts(letterLimits);
	const links = createAttempts(linkLimits);
	const cards = createAttempts(signInLimits);
	const letterSignIns = createAttempts(signInLimits);
	const confirmations = createAttempts(confirmationLimits);
	const passkeys = { challenges: createChallenges(), origin };
	const needsMail = (): void => {
		if (!mail) throw new Refusal('no_mail');
	};

	return {
		/** Refuses `no_mail` too, like everything that sends a letter first. */
		async requestSignUp(store: Store, _: Actor, input: RequestSignUp) {
			needsMail();
			await requestSignUp(store, letters, input);
		},
		checkSignUp: (store: Store, _: Actor, input: Parameters<typeof checkSignUp>[1]) =>
			checkSignUp(store, input),
		readSignUp: (store: Store, _: Actor, input: Link) => readSignUp(store, links, input),
		completeSignUp: (store: Store, _: Actor, input: Link & { language: Lang }) =>
			completeSignUp(store, links, input),
		async requestRecovery(store: Store, _: Actor, input: RequestRecovery) {
			needsMail();
			await requestRecovery(store, letters, input);
		},
		readRecovery: (store: Store, _: Actor, input: Link) => readRecovery(store, links, input),
		signInByLetter: (store: Store, _: Actor, input: LetterSignIn) =>
			signInByLetter(store, { links, signIns: letterSignIns }, input),
		recover: (store: Store, _: Actor, input: Link & { password: string }) =>
			recover(store, links, input),
		openByCard: (store: Store, _: Actor, input: CardUse) => openByCard(store, cards, input),
		changePassword: (store: Store, actor: Actor, input: ChangePassword) =>
			changePassword(store, actor, confirmations, input),
		async changeEmail(store: Store, actor: Actor, input: ChangeEmail) {
			needsMail();
			await changeEmail(store, actor, { letters, confirmations }, input);
		},
		readEmailChange: (store: Store, _: Actor, input: Link) => readEmailChange(store, links, input),
		confirmEmail: (store: Store, _: Actor, input: Link) => confirmEmail(store, links, input),
		enrolSecondFactor: (store: Store, actor: Actor, input: { sealed: string; totp: string }) =>
			enrolSecondFactor(store, actor, confirmations, input),
		enterSecondFactor: (store: Store, actor: Actor, input: { totp: string }) =>
			enterSecondFactor(store, actor, confirmations, input),
		offerPasskey: (store: Store, actor: Actor, _: undefined) =>
			offerPasskey(store, actor, passkeys),
		addPasskey: (store: Store, actor: Actor, input: NewPasskey) =>
			addPasskey(store, actor, passkeys, input),
		askForPasskey: (store: Store, actor: Actor, _: undefined) =>
			askForPasskey(store, actor, passkeys),
		signInByPasskey: (store: Store, _: Actor, input: PasskeySignIn) =>
			signInByPasskey(store, passkeys, links, input)
	};
}
