import { Type, type TProperties } from 'typebox';
import { strict, Words } from '../kernel/schemas.ts';

/** What a browser is asked; WebAuthn goes on adding to it. */
export const PasskeyOptions = Type.Object(
	{ challenge: Type.String() },
	{ additionalProperties: true }
);

const longest = 16_384;

/** What a browser answers (WebAuthn 3, 5.1), without extensions: we ask for none. */
const Credential = <Answer extends TProperties>(answer: Answer) =>
	Type.Object(
		{
			id: Words(1400),
			rawId: Words(1400),
			type: Type.Literal('public-key'),
			response: Type.Object(answer, strict),
			clientExtensionResults: Type.Object({}, strict),
			authenticatorAttachment: Type.Optional(Type.Enum(['platform', 'cross-platform']))
		},
		strict
	);

/** A passkey that was just made. */
export const NewCredential = Credential({
	clientDataJSON: Words(longest),
	attestationObject: Words(longest),
	authenticatorData: Type.Optional(Words(longest)),
	transports: Type.Optional(Type.Array(Words(40), { maxItems: 10 })),
	/** Of the register of COSE. */
	publicKeyAlgorithm: Type.Optional(Type.Integer({ minimum: -65_536, maximum: 65_536 })),
	publicKey: Type.Optional(Words(longest))
});

/** What a passkey has signed. */
export const SignedCredential = Credential({
	clientDataJSON: Words(longest),
	authenticatorData: Words(longest),
	signature: Words(longest),
	userHandle: Type.Optional(Words(1400))
});
