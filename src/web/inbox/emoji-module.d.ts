/** Made by `src/dev/emoji.ts` when the page is built. */
declare module "virtual:emoji" {
  /** `tones`: the same in the five skin tones from light to dark, or "". Both lists are separated by spaces. */
  const rows: readonly (readonly [emoji: string, label: string, group: number, tags: string, tones: string])[];
  export default rows;
}
