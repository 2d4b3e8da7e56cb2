import type { App as Application } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import type { Lang } from '#core/kernel/text.ts';
import type { Dependence } from './keeping.ts';

declare global {
	namespace App {
		interface Locals {
			app: Application;
			actor: Actor;
			lang: Lang;
			/** A new idempotency key for a form; the page that carries it is kept in no cache. */
			newKey(): string;
			/** Says that visitors may all get the same page, and until when; a page that never says so is kept nowhere. */
			keep(dependence: Dependence): void;
		}
		interface Error {
			/** The refusal's code, where it was one. */
			code?: string;
		}
	}
}
