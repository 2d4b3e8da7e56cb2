import type { Demo } from '../server.ts';

/** Addresses of pages, without a language, by the login of who sees them; a visitor has none. */
export type Pages = Record<string, string[]>;

/** The pages of one part of Viche, once everything has happened that they show. */
export type PagesOf = (demo: Demo) => Pages | Promise<Pages>;
