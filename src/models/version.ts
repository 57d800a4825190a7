/** Version of latentlab, as in package.json: every fit carries the one that made it. */
export const version = '0.1.0';
