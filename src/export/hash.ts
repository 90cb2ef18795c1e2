const encoder = new TextEncoder();
const hexOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** SHA-256 of each text in UTF-8, as 64 lower-case hexadecimal digits; null stays null. A repeated text is hashed once. */
export async function sha256Hex(texts: readonly (string | null)[]): Promise<(string | null)[]> {
  const different = [...new Set(texts.filter((text) => text !== null))];
  const hashes = new Map(await Promise.all(different.map(async (text) => [text, await hex(text)] as const)));
  return texts.map((text) => (text === null ? null : (hashes.get(text) ?? null)));
}

async function hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => hexOf[byte]).join('');
}
