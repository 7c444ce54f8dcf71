/** How links are kept: whoever reads the database can use none of them. */
export async function hashIdentifier(identifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(identifier));
  return Buffer.from(digest).toString("base64url");
}
