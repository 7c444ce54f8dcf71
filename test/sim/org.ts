/** The one org of every world. */
export const orgId = "acme";
