/** Pages are plain documents: what needs a script is an island of its own. */
export const csr = false;
