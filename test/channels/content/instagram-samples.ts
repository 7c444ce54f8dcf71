import type { Sample } from "./whatsapp-samples.ts";

/** Messages of Instagram that are more than a text, as Meta's documentation shapes them. `parts` are of `message`. */

const attached = (type: string, payload: unknown, more: object = {}) => ({
  attachments: [{ type, payload, ...more }],
});
const track = { type: "web_url", title: "Track", url: "https://track.example/4711" };
const parcel = { title: "Your parcel is on its way", subtitle: "Track it here", buttons: [track] };
const parcelWords = "Your parcel is on its way\nTrack it here\nTrack: https://track.example/4711";
const page = "https://www.instagram.com/reel/abc/";
const file = "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1&signature=x";

export const shared: readonly Sample[] = [
  { kind: "a template", parts: attached("template", { generic: { elements: [parcel] } }), says: parcelWords },
  {
    kind: "a template as it was sent",
    parts: attached("template", { template_type: "generic", elements: [parcel] }),
    says: parcelWords,
  },
  {
    kind: "a text with buttons",
    parts: attached("template", {
      template_type: "button",
      text: "Anything else?",
      buttons: [{ type: "postback", title: "No" }],
    }),
    says: "Anything else?\nNo",
  },
  {
    kind: "products",
    parts: attached("template", {
      product: { elements: [{ id: "1", retailer_id: "sku-1", title: "Mug", subtitle: "9 EUR" }] },
    }),
    says: "Mug\n9 EUR",
  },
  {
    kind: "several panels",
    parts: attached("template", { generic: { elements: [{ title: "One" }, { title: "Two" }] } }),
    says: "One\nTwo",
  },
  {
    kind: "a reel whose address is a page",
    parts: attached("ig_reel", { reel_video_id: "55", title: "How to fold a box", url: page }),
    says: `How to fold a box\n${page}`,
  },
  { kind: "a reel's page without a title", parts: attached("reel", { url: page }), says: page },
  {
    kind: "a reel as a file",
    parts: attached("ig_reel", { reel_video_id: "55", title: "How to fold a box", url: file }),
    says: "How to fold a box",
  },
  { kind: "a post as a file", parts: attached("share", { url: file }), says: "files" },
  {
    kind: "a link",
    parts: attached("fallback", null, { title: "Our shop", url: "https://shop.example/1" }),
    says: "Our shop\nhttps://shop.example/1",
  },
  {
    kind: "a share with a text",
    parts: { text: "Like this", ...attached("ig_post", { ig_post_media_id: "9", title: "Blue", url: page }) },
    says: `Like this\nBlue\n${page}`,
  },
  { kind: "a mention in a story", parts: attached("story_mention", { url: file }), says: "files" },
  { kind: "a story that is gone", parts: attached("story_mention", {}), says: "[story]" },
  {
    kind: "an answer to a story",
    parts: { text: "Nice", reply_to: { story: { id: "s", url: file } } },
    says: "Nice",
  },
  { kind: "a heart", parts: attached("like_heart", {}), says: "❤️" },
  {
    kind: "a place",
    parts: attached("location", { coordinates: { lat: 1.5, long: 2.5 } }, { title: "Harbour" }),
    says: "Harbour",
  },
  { kind: "a kind of the future", parts: attached("hologram", { title: "Hello" }), says: "[hologram] Hello" },
  { kind: "what Instagram does not pass on", parts: { is_unsupported: true }, says: "[unsupported]" },
  { kind: "attachments that are none", parts: { attachments: [null, "x", {}] }, says: /^\[unsupported\]$/ },
];
