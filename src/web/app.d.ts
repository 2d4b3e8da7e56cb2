import type { App as Application } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { Lang, Trilingual } from '#core/kernel/text.ts';
import type { FormValues } from '#lib/forms.ts';
import type { Dependence } from './keeping.ts';

declare global {
	namespace App {
		interface Locals {
			app: Application;
			actor: Actor;
			lang: Lang;
			/** Slug of the hromada that this device remembers; told to the front page alone, and null elsewhere. */
			hromada: string | null;
			/** A new idempotency key for a form; the page that carries it is kept in no cache. */
			newKey(): string;
			/** What was typed before its author signed in again. */
			typed: FormValues | null;
			/** Says that visitors may all get the same page, and until when; a page that never says so is kept nowhere. */
			keep(dependence: Dependence): void;
		}
		interface Error {
			/** The refusal's code, where it was one. */
			code?: string;
			/** Of a failure, as it stands in the log. */
			number?: string;
			/** What was sent when we failed. */
			received?: FormValues;
			/** What was sent to a page that is not there any more, or for somebody else now. */
			typed?: FormValues;
			/** Something that has nearly the number of the address. */
			near?: { path: string; number: string; title: Partial<Trilingual> }[];
		}
	}
}
