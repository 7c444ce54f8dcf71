/** TXT records by name, as `/control/dns` has set them. */
export type TextRecords = Map<string, string[]>;

/** What a resolver answers by DNS over HTTPS, in Google's and Cloudflare's JSON. */
export function answerDns(records: TextRecords, name: string): object {
  const texts = records.get(name.toLowerCase()) ?? [];
  const question = { Question: [{ name, type: 16 }] };
  if (texts.length === 0) return { Status: 3, TC: false, ...question };
  return {
    Status: 0,
    TC: false,
    ...question,
    Answer: texts.map((text) => ({ name, type: 16, TTL: 60, data: `"${text}"` })),
  };
}
