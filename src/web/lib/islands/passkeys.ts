import {
	browserSupportsWebAuthn,
	startAuthentication,
	startRegistration,
	type PublicKeyCredentialCreationOptionsJSON,
	type PublicKeyCredentialRequestOptionsJSON
} from '@simplewebauthn/browser';

/** Passkeys are the browser's own: where it knows none, the password way is all there is to see. */
if (browserSupportsWebAuthn()) {
	for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
		part.hidden = false;
		const button = part.querySelector('button')!;
		const said = part.querySelector<HTMLElement>('[role=status]')!;
		button.addEventListener('click', (event) => {
			event.preventDefault();
			said.textContent = '';
			button.ariaBusy = 'true';
			const work = part.dataset.passkey === 'add' ? add(part) : signIn();
			work
				.then(() => goOn(part.dataset.next!))
				.catch(() => (said.textContent = part.dataset.failed!))
				.finally(() => (button.ariaBusy = null));
		});
	}
}

/** With what was typed there before, if something was. */
function goOn(place: string): void {
	const typed = document.querySelector<HTMLFormElement>('form[data-typed]');
	if (typed) typed.submit();
	else location.assign(place);
}

async function signIn(): Promise<void> {
	const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>('session/passkey/options');
	const response = await startAuthentication({ optionsJSON });
	await ask('session/passkey', { response: { ...response, clientExtensionResults: {} } });
}

async function add(part: HTMLElement): Promise<void> {
	const name = part.querySelector('input')!.value;
	const optionsJSON = await ask<PublicKeyCredentialCreationOptionsJSON>('passkeys/options');
	const response = await startRegistration({ optionsJSON });
	await ask('passkeys', { name, response: { ...response, clientExtensionResults: {} } });
}

async function ask<Answer>(path: string, body: object = {}): Promise<Answer> {
	const answer = await fetch(`/api/v1/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
	return (await answer.json()) as Answer;
}
