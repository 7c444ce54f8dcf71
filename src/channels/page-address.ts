/** An address that people open in a browser. Files of these services are on servers of their own, behind signatures. */
export function isPage(url: string): boolean {
  return /^https?:\/\/(?:(?:www|m|l|web|business)\.)?(?:instagram|facebook|threads|fb)\.(?:com|net|me|watch)(?:\/|$)/i.test(
    url,
  );
}
